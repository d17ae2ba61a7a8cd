#include "door/lock.h"

namespace esplock {

Lock::Lock(Clock& chip, DoorClock& clock, Led& led, Pins& pins, SecureStore& store)
    : chip_(chip), clock_(clock), led_(led), pins_(pins), store_(store) {
  pins_.setBolt(false);
  uint8_t present[1];
  // Also where what was stored cannot be read.
  lockdown_ = store_.read(keys::kLockdown, present) != SecureStore::kNone;
}

void Lock::writeState(JsonWriter& out) {
  out.member("lock", drawn_ ? "unlocked" : "locked");
  if (lockdown_) {
    out.member("mode", "lockdown");
  } else if (held_) {
    out.member("mode", "held").member("until", heldUntil_);
  } else {
    out.member("mode", "normal");
    if (!unlocked_ || freed_) return;
    const int64_t until = clock_.now() + unlockedUntilMs_ - chip_.uptimeMs();
    out.member("until", (until + 999) / 1000);
  }
}

bool Lock::unlockDoor(int64_t seconds) {
  if (lockdown_) return false;
  unlocked_ = true;
  unlockedUntilMs_ = chip_.uptimeMs() + seconds * 1000;
  update();
  return true;
}

void Lock::lockDoor() {
  unlocked_ = false;
  held_ = false;
  update();
}

bool Lock::hold(int64_t until) {
  if (lockdown_) return false;
  held_ = true;
  heldUntil_ = until;
  heldUntilMs_ = chip_.uptimeMs() + until * 1000 - clock_.now();
  update();
  return true;
}

bool Lock::lockdown(bool on) {
  if (on) {
    lockdown_ = true;
    lockDoor();
    constexpr uint8_t kPresent[] = {1};
    return store_.write(keys::kLockdown, kPresent);
  }
  if (!store_.remove(keys::kLockdown)) return false;
  lockdown_ = false;
  update();
  return true;
}

void Lock::free(bool freed) {
  if (freed == freed_) return;
  freed_ = freed;
  update();
}

void Lock::poll() {
  const int64_t now = chip_.uptimeMs();
  const bool relock = unlocked_ && now >= unlockedUntilMs_;
  const bool release = held_ && (now >= heldUntilMs_ || clock_.now() >= heldUntil_ * 1000);
  if (relock) unlocked_ = false;
  if (release) held_ = false;
  if (relock || release) update();
}

bool Lock::takeChanged() {
  const bool changed = changed_;
  changed_ = false;
  return changed;
}

void Lock::update() {
  changed_ = true;
  const bool open = freed_ || (!lockdown_ && (held_ || unlocked_));
  if (open == drawn_) return;
  drawn_ = open;
  pins_.setBolt(open);
  led_.play(open ? LedEvent::unlocked : LedEvent::locked);
}

}  // namespace esplock
