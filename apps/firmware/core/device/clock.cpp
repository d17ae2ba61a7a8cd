#include "device/clock.h"

#include <algorithm>

namespace esplock {
namespace {

/** How much faster than the world a chip's crystal may run, in millionths: so far a later answer may set it back. */
constexpr int64_t kMaxDriftPpm = 100;
constexpr int64_t kSaveEveryMs = 3'600'000;

}  // namespace

DoorClock::DoorClock(Clock& chip, SecureStore& store, int64_t builtAtMs)
    : chip_(chip),
      store_(store),
      earliestMs_(std::max(builtAtMs, store.readNumber(keys::kClock))),
      sinceMs_(chip.uptimeMs()) {
  // TLS needs a plausible clock before the first answer can come.
  if (chip_.wallMs() < earliestMs_) chip_.setWall(earliestMs_);
}

const char* DoorClock::state() const {
  if (!set_) return "unset";
  return chip_.networkMs() > 0 ? "synced" : "relay";
}

int64_t DoorClock::now() { return std::max(trusted(), chip_.networkMs()); }

int64_t DoorClock::trusted() {
  const int64_t elapsed = chip_.uptimeMs() - sinceMs_;
  return std::max(chip_.wallMs(), earliestMs_ + elapsed);
}

void DoorClock::setFromRelay(int64_t serverTime) {
  const int64_t elapsed = chip_.uptimeMs() - sinceMs_;
  put(std::max(serverTime, earliestMs_ + elapsed - elapsed * kMaxDriftPpm / 1'000'000));
  const bool first = !set_;
  set_ = true;
  if (first) save();
}

void DoorClock::atLeast(int64_t ms) {
  if (ms > trusted()) put(ms);
}

void DoorClock::poll() {
  if (set_ && chip_.uptimeMs() - savedAtMs_ >= kSaveEveryMs) save();
}

void DoorClock::put(int64_t ms) {
  earliestMs_ = ms;
  sinceMs_ = chip_.uptimeMs();
  chip_.setWall(ms);
}

void DoorClock::save() {
  savedAtMs_ = chip_.uptimeMs();
  store_.writeNumber(keys::kClock, trusted());
}

}  // namespace esplock
