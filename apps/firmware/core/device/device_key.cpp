#include "device/device_key.h"

#include "crypto/sha256.h"

namespace esplock {

DeviceKey::DeviceKey(SecureStore& store, Random& random, Background& background, Log& log, Progress& progress)
    : store_(store), random_(random), background_(background), log_(log), progress_(progress) {}

void DeviceKey::begin() {
  uint8_t der[RsaKey::kDerMax];
  const int size = store_.read(keys::kDeviceKey, der);
  loaded_ = size > 0 && key_.import(Bytes(der, static_cast<size_t>(size)), random_);
  wipe(der, sizeof der);
  if (loaded_) return;
  if (size != SecureStore::kNone) log_.error("key", "the stored device key cannot be read");
  generateAndStoreKeyPair();
}

void DeviceKey::generateAndStoreKeyPair() {
  progress_.enter(Stage::makingKey);
  log_.info("key", "making the device key (RSA, 2048 bits); this takes some seconds");
  making_ = true;
  background_.start([](void* self) {
    auto* made = static_cast<DeviceKey*>(self);
    made->key_.generate(made->random_);
  }, this);
}

bool DeviceKey::poll() {
  if (loaded_) {
    loaded_ = false;
    return true;
  }
  if (!making_ || !background_.done()) return false;
  making_ = false;
  failed_ = !storeKeyPair();
  return !failed_;
}

bool DeviceKey::storeKeyPair() {
  uint8_t der[RsaKey::kDerMax];
  const size_t size = key_.ready() ? key_.exportDer(der) : 0;
  const bool stored = size > 0 && store_.write(keys::kDeviceKey, Bytes(der, size));
  wipe(der, sizeof der);
  if (stored) log_.info("key", "device key made and stored");
  else log_.error("key", "the device key could not be made or stored");
  return stored;
}

}  // namespace esplock
