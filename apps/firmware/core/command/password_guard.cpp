#include "command/password_guard.h"

#include <algorithm>
#include <cinttypes>

namespace esplock {
namespace {

/** Wrong passwords that a person may type before the door stops listening. */
constexpr int64_t kFreeFailures = 5;
constexpr int64_t kBaseSeconds = 30;
constexpr int64_t kMaxSeconds = 3600;
constexpr int64_t kMaxCounted = 250;

}  // namespace

int64_t lockOutSeconds(int64_t failures) {
  if (failures < kFreeFailures) return 0;
  const int64_t doublings = std::min<int64_t>(failures - kFreeFailures, 16);
  return std::min(kMaxSeconds, kBaseSeconds << doublings);
}

PasswordGuard::PasswordGuard(Clock& chip, Log& log, SecureStore& store, SettingsStore& settings, EventJournal& events)
    : chip_(chip),
      log_(log),
      store_(store),
      settings_(settings),
      events_(events),
      failures_(std::max<int64_t>(0, store.readNumber(keys::kFailures))),
      lockedUntilMs_(chip.uptimeMs() + lockOutSeconds(failures_) * 1000) {}

int64_t PasswordGuard::lockedForSeconds() {
  return std::max<int64_t>(0, (lockedUntilMs_ - chip_.uptimeMs() + 999) / 1000);
}

PasswordVerdict PasswordGuard::validatePresetPassword(Text password) {
  // Not even looked at: the answer and its time are the same for the right one.
  if (lockedForSeconds() > 0) return PasswordVerdict::lockedOut;
  if (verifyPassword(settings_.password(), password)) {
    return failures_ == 0 || count(0) ? PasswordVerdict::ok : PasswordVerdict::failed;
  }
  // Counted before anybody hears of it, so that cutting the power buys no further try.
  const bool counted = count(std::min(failures_ + 1, kMaxCounted));
  const int64_t seconds = lockOutSeconds(failures_);
  lockedUntilMs_ = chip_.uptimeMs() + seconds * 1000;
  if (seconds > 0) {
    log_.warn("password", "wrong too often: locked out for %" PRId64 " s", seconds);
    events_.report("locked-out", seconds);
  }
  return counted ? PasswordVerdict::badPassword : PasswordVerdict::failed;
}

bool PasswordGuard::count(int64_t failures) {
  failures_ = failures;
  return failures == 0 ? store_.remove(keys::kFailures) : store_.writeNumber(keys::kFailures, failures);
}

}  // namespace esplock
