#pragma once

#include "base/json_writer.h"
#include "door/events.h"
#include "platform/clock.h"
#include "platform/pins.h"

namespace esplock {

/** The door contact and the tamper switch. A contact that rattles is reported twice a second at most. */
class Sensors {
 public:
  Sensors(Clock& chip, Pins& pins, EventJournal& events);

  /** The members `contact` and `tamper` of a status document. */
  void writeState(JsonWriter& out) const;
  void poll();
  bool takeChanged();

 private:
  /** One input, always told how it ended. */
  struct Input {
    bool level = false;
    int64_t settledAtMs = 0;

    /** @returns whether the level is another than it was */
    bool follow(bool present, int64_t now);
  };

  Clock& chip_;
  Pins& pins_;
  EventJournal& events_;
  Input contact_;
  Input tamper_;
  int64_t ajarAtMs_ = 0;
  bool changed_ = false;
};

}  // namespace esplock
