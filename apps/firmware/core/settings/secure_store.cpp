#include "settings/secure_store.h"

#include <cinttypes>
#include <cstdio>

#include "crypto/sha256.h"

namespace esplock {

SecureStore::SecureStore(KeyValueStore& store, Random& random, System& system) : store_(store), random_(random) {
  uint8_t salt[32];
  if (store_.read(keys::kSalt, salt) != sizeof salt) {
    // A new chip, or one that was wiped, perhaps until its power was cut: what is left over cannot be read any more.
    if (!store_.removeAll()) return;
    random_.fill(salt);
    if (!store_.write(keys::kSalt, salt)) return;
  }
  uint8_t secret[32] = {};
  chipBound_ = system.chipSecret(secret);
  hmacSha256(secret, salt, key_);
  wipe(secret, sizeof secret);
  ready_ = true;
}

int SecureStore::read(const char* key, Buffer out) {
  if (!ready_) return kUnreadable;
  const int size = store_.read(key, sealed_);
  if (size < 0) return kNone;
  const size_t length = static_cast<size_t>(size) - kOverhead;
  if (static_cast<size_t>(size) < kOverhead || length > out.capacity) return kUnreadable;
  const Bytes iv(sealed_, bounds::kIvBytes);
  const Bytes ciphertext(sealed_ + bounds::kIvBytes, length);
  const Bytes tag(sealed_ + bounds::kIvBytes + length, bounds::kTagBytes);
  return gcmDecrypt(key_, iv, Bytes(Text(key)), ciphertext, tag, out.data) ? static_cast<int>(length) : kUnreadable;
}

bool SecureStore::write(const char* key, Bytes value) {
  if (!ready_ || value.size > kValueMax) return false;
  uint8_t tag[bounds::kTagBytes];
  random_.fill(Buffer(sealed_, bounds::kIvBytes));
  const Bytes iv(sealed_, bounds::kIvBytes);
  if (!gcmEncrypt(key_, iv, Bytes(Text(key)), value, sealed_ + bounds::kIvBytes, tag)) return false;
  std::memcpy(sealed_ + bounds::kIvBytes + value.size, tag, sizeof tag);
  return store_.write(key, Bytes(sealed_, value.size + kOverhead));
}

bool SecureStore::remove(const char* key) { return ready_ && store_.remove(key); }

bool SecureStore::wipeAll() {
  ready_ = false;
  wipe(key_, sizeof key_);
  return store_.remove(keys::kSalt) && store_.removeAll();
}

int64_t SecureStore::readNumber(const char* key) {
  uint8_t digits[20];
  const int size = read(key, digits);
  if (size <= 0 || size > 16) return -1;
  int64_t value = 0;
  for (int at = 0; at < size; at++) {
    if (digits[at] < '0' || digits[at] > '9') return -1;
    value = value * 10 + (digits[at] - '0');
  }
  return value;
}

bool SecureStore::writeNumber(const char* key, int64_t value) {
  char digits[24];
  const int length = std::snprintf(digits, sizeof digits, "%" PRId64, value);
  return write(key, Bytes(Text(digits, static_cast<size_t>(length))));
}

}  // namespace esplock
