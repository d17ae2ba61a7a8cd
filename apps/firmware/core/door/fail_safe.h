#pragma once

#include "device/log.h"
#include "door/lock.h"
#include "settings/settings_store.h"

namespace esplock {

/**
 * What the door does while it cannot reach the relay (section 7). A device is offline from its boot until its first
 * `welcome`: it starts locked, and one that is to be free is so `afterSeconds` later, at once where that is 0.
 */
class OfflineGuard {
 public:
  OfflineGuard(Clock& chip, Log& log, Lock& lock, SettingsStore& settings)
      : chip_(chip), log_(log), lock_(lock), settings_(settings) {
    offline();
  }

  void offline();
  /** @returns how long it was offline, in milliseconds */
  int64_t online();
  void settingChanged();
  void poll();

 private:
  Clock& chip_;
  Log& log_;
  Lock& lock_;
  SettingsStore& settings_;
  bool offline_ = false;
  int64_t sinceMs_ = 0;
  bool acted_ = false;
};

}  // namespace esplock
