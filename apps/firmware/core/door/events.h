#pragma once

#include "device/clock.h"
#include "settings/secure_store.h"

namespace esplock {

/** Something that happened at the door. */
struct DoorEvent {
  int64_t seq;
  int64_t atMs;
  /** A name of the protocol; a literal. */
  const char* name;
  /** The detail `seconds`; -1 for none. */
  int64_t seconds;
};

/** What happened at the door, numbered for good and told in order; of more than it holds, the oldest are lost. */
class EventJournal {
 public:
  static constexpr size_t kCapacity = 32;

  EventJournal(DoorClock& clock, SecureStore& store);

  void report(const char* name, int64_t seconds = -1);
  /** The oldest that was not told yet, or nullptr. */
  const DoorEvent* oldest() const { return count_ == 0 ? nullptr : &waiting_[first_]; }
  void told();

 private:
  DoorClock& clock_;
  SecureStore& store_;
  int64_t seq_;
  DoorEvent waiting_[kCapacity];
  size_t first_ = 0;
  size_t count_ = 0;
};

}  // namespace esplock
