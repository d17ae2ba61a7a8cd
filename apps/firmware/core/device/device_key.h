#pragma once

#include "crypto/rsa_key.h"
#include "device/log.h"
#include "device/progress.h"
#include "platform/background.h"
#include "settings/secure_store.h"

namespace esplock {

/**
 * The device key at rest; at first boot a new one, which takes some seconds on a real chip. So does a key that cannot be
 * read: the device is then another one to its relay and to clients, and opens for nobody until set up anew.
 */
class DeviceKey {
 public:
  DeviceKey(SecureStore& store, Random& random, Background& background, Log& log, Progress& progress);

  /** Loads the key, or begins to make one. */
  void begin();
  /** @returns true once, when the key is there */
  bool poll();
  /** Whether it could not be stored: a key that a restart would lose must not be used. */
  bool hasFailed() const { return failed_; }
  /** Not to be touched while `Progress` is at `makingKey`. */
  RsaKey& key() { return key_; }

 private:
  void generateAndStoreKeyPair();
  bool storeKeyPair();

  SecureStore& store_;
  Random& random_;
  Background& background_;
  Log& log_;
  Progress& progress_;
  RsaKey key_;
  bool making_ = false;
  bool loaded_ = false;
  bool failed_ = false;
};

}  // namespace esplock
