#pragma once

#include "base/json_writer.h"
#include "device/clock.h"
#include "led/led.h"
#include "settings/secure_store.h"

namespace esplock {

/**
 * The lock, and every reason for which it may be open. The bolt follows from the reasons alone: it is drawn while there
 * is one, so that whatever ends, fails or restarts leaves the door locked.
 *
 * Lockdown outlives a restart, wins over `unlock` and `hold`, and ends both. The fail-safe `unlock` wins over it: a door
 * whose owner said that fire code wants it free must not shut people in because a lockdown came first.
 */
class Lock {
 public:
  Lock(Clock& chip, DoorClock& clock, Led& led, Pins& pins, SecureStore& store);

  bool isDrawn() const { return drawn_; }
  /** The members `lock`, `mode` and `until?` of a status document. */
  void writeState(JsonWriter& out);

  /** Unlocks for that long; the last `unlock` counts. @returns false in a lockdown */
  bool unlockDoor(int64_t seconds);
  void lockDoor();
  /** @param until seconds since the epoch, in the future @returns false in a lockdown */
  bool hold(int64_t until);
  /** @returns false where it could not be stored; then the door is in lockdown until the next restart, or still is */
  bool lockdown(bool on);
  /** The fail-safe `unlock` (section 7), and its end. */
  void free(bool freed);

  /** Ends what has run out. */
  void poll();

  /** Whether the state has changed since the last call. */
  bool takeChanged();

 private:
  void update();

  Clock& chip_;
  DoorClock& clock_;
  Led& led_;
  Pins& pins_;
  SecureStore& store_;
  bool drawn_ = false;
  bool changed_ = false;
  bool lockdown_;
  /** Free because the relay is out of reach. */
  bool freed_ = false;
  bool unlocked_ = false;
  int64_t unlockedUntilMs_ = 0;
  bool held_ = false;
  /** Both the wall clock and the timer end a hold, whichever is first. */
  int64_t heldUntil_ = 0;
  int64_t heldUntilMs_ = 0;
};

}  // namespace esplock
