#include "door/fail_safe.h"

#include <cinttypes>

namespace esplock {

void OfflineGuard::offline() {
  if (offline_) return;
  offline_ = true;
  sinceMs_ = chip_.uptimeMs();
  settingChanged();
}

int64_t OfflineGuard::online() {
  const int64_t lasted = offline_ ? chip_.uptimeMs() - sinceMs_ : 0;
  offline_ = false;
  lock_.free(false);
  return lasted;
}

void OfflineGuard::settingChanged() {
  if (!offline_) return;
  acted_ = false;
  if (settings_.failSafe().onOffline != FailSafe::Action::unlock) lock_.free(false);
  poll();
}

void OfflineGuard::poll() {
  const FailSafe setting = settings_.failSafe();
  if (!offline_ || acted_ || setting.onOffline == FailSafe::Action::hold) return;
  if (chip_.uptimeMs() < sinceMs_ + setting.afterSeconds * 1000) return;
  acted_ = true;
  const bool unlock = setting.onOffline == FailSafe::Action::unlock;
  log_.warn("fail-safe", "offline for %" PRId64 " s: %s", setting.afterSeconds, unlock ? "unlock" : "lock");
  if (unlock) lock_.free(true);
  else lock_.lockDoor();
}

}  // namespace esplock
