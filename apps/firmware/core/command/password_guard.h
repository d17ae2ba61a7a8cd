#pragma once

#include "device/log.h"
#include "door/events.h"
#include "settings/settings_store.h"

namespace esplock {

enum class PasswordVerdict : uint8_t {
  ok,
  badPassword,
  lockedOut,
  /** A failure that cannot be counted opens nothing. */
  failed,
};

/** How long passwords are refused after that many failures in a row: 30 s at the fifth, doubling, an hour at most. */
int64_t lockOutSeconds(int64_t failures);

/**
 * The door password, with a lock-out that survives a restart: it then begins anew, for a device has no clock that a
 * restart leaves standing. Every way to the password, socket and serial line, goes through this one guard.
 */
class PasswordGuard {
 public:
  PasswordGuard(Clock& chip, Log& log, SecureStore& store, SettingsStore& settings, EventJournal& events);

  /** Seconds until a password is looked at again. */
  int64_t lockedForSeconds();
  PasswordVerdict validatePresetPassword(Text password);

 private:
  bool count(int64_t failures);

  Clock& chip_;
  Log& log_;
  SecureStore& store_;
  SettingsStore& settings_;
  EventJournal& events_;
  int64_t failures_;
  int64_t lockedUntilMs_;
};

}  // namespace esplock
