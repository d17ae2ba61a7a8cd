#pragma once

#include "crypto/aes_gcm.h"
#include "platform/key_value_store.h"
#include "platform/random.h"
#include "platform/system.h"

namespace esplock {

/** Every key that esplock keeps; at most 15 characters, as ESP-IDF has it. */
namespace keys {
/** Random, in clear: with the chip's secret it makes the key that all other values are under. */
constexpr char kSalt[] = "salt";
/** PKCS #1 of the device key. */
constexpr char kDeviceKey[] = "device-key";
/** JSON of everything that `configure` changes: one value, so that it changes whole or not at all. */
constexpr char kSettings[] = "settings";
/** The last time that was certain, milliseconds since the epoch. */
constexpr char kClock[] = "clock";
/** Wrong passwords in a row. */
constexpr char kFailures[] = "failures";
/** Present during a lockdown. */
constexpr char kLockdown[] = "lockdown";
/** What was revoked, and until when; see `Revocations`. */
constexpr char kRevocations[] = "revocations";
/** The sequence number of the next event. */
constexpr char kEventSeq[] = "event-seq";
/** The update that was made to boot, until the relay has heard how it went; see `Trial`. */
constexpr char kUpdate[] = "update";
}  // namespace keys

/**
 * Values at rest under AES-256-GCM, each bound to its name, so that none can be read, changed, or put in another's place
 * without the key. The key is HMAC-SHA-256 of a random salt under the chip's own secret. Removing the salt makes all
 * else unreadable at once: that is how everything is wiped.
 */
class SecureStore {
 public:
  static constexpr size_t kValueMax = 7 * 1024;

  SecureStore(KeyValueStore& store, Random& random, System& system);

  static constexpr int kNone = -1;
  /** There is one, and it does not open, or does not fit. */
  static constexpr int kUnreadable = -2;

  /**
   * Where a large value may be read to, or made before it is written; good until the next call. So it serves for anything
   * else, too, that nobody wants for longer.
   */
  Buffer scratch() { return {sealed_ + bounds::kIvBytes, kValueMax}; }

  /** @returns the size of the value, `kNone` or `kUnreadable` */
  int read(const char* key, Buffer out);
  /** All or nothing, whatever the power does meanwhile. */
  bool write(const char* key, Bytes value);
  /** True also where there was none. */
  bool remove(const char* key);
  /** Wipes every key. After it nothing can be written until the next boot. */
  bool wipeAll();

  /** A whole number from 0; -1 where there is none. */
  int64_t readNumber(const char* key);
  bool writeNumber(const char* key, int64_t value);

  /** Whether the chip has a secret of its own, in its eFuses. */
  bool isChipBound() const { return chipBound_; }

 private:
  static constexpr size_t kOverhead = bounds::kIvBytes + bounds::kTagBytes;

  KeyValueStore& store_;
  Random& random_;
  uint8_t key_[kAesKeyBytes];
  bool ready_ = false;
  bool chipBound_ = false;
  uint8_t sealed_[kValueMax + kOverhead];
};

}  // namespace esplock
