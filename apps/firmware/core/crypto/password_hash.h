#pragma once

#include "base/bytes.h"
#include "platform/random.h"

namespace esplock {

/** What a device keeps of its door password: salt (16), iterations (4, big endian), hash (32). */
struct PasswordHash {
  static constexpr size_t kSaltBytes = 16;
  static constexpr size_t kHashBytes = 32;
  uint8_t bytes[kSaltBytes + 4 + kHashBytes];
};

/** PBKDF2-HMAC-SHA-256 (RFC 8018, 5.2) with a new salt. */
bool hashPassword(Text password, Random& random, PasswordHash& into);

/** Takes the same time for every password of a length, also where none is stored (nullptr): then it is wrong. */
bool verifyPassword(const PasswordHash* stored, Text password);

}  // namespace esplock
