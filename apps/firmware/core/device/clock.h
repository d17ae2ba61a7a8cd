#pragma once

#include "platform/clock.h"
#include "settings/secure_store.h"

namespace esplock {

/**
 * The device's clock. The relay's `serverTime` sets it (section 2): never to before the build time of the firmware or the
 * last time saved, and never back by more than a crystal's drift, for a relay that could turn it back could deliver late
 * what it had held back. A time server may show that it is later than the relay says. Nobody signs that, so it does not set
 * the clock, makes nothing earlier, and is not saved: whoever forges it stops the door for as long as they do so, no longer.
 */
class DoorClock {
 public:
  DoorClock(Clock& chip, SecureStore& store, int64_t builtAtMs);

  /** Whether a relay has set it. What needs the time is refused until then. */
  bool isSet() const { return set_; }
  /** As the status document says it. */
  const char* state() const;

  /**
   * Milliseconds since the epoch. A real-time clock that stalls or runs backwards does not hold the time up: the chip's
   * timer bounds it from below.
   */
  int64_t now();
  int64_t nowSeconds() { return now() / 1000; }

  void setFromRelay(int64_t serverTime);
  /** A certificate of an authority that is trusted was valid from then: it is later than that. */
  void atLeast(int64_t ms);
  /** Saves the time once in an hour. */
  void poll();

 private:
  /** Without the time server. */
  int64_t trusted();
  void put(int64_t ms);
  void save();

  Clock& chip_;
  SecureStore& store_;
  /** What the time cannot be before, since the chip's timer showed `sinceMs_`. */
  int64_t earliestMs_;
  int64_t sinceMs_;
  int64_t savedAtMs_ = 0;
  bool set_ = false;
};

}  // namespace esplock
