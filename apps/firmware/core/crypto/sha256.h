#pragma once

#include <mbedtls/sha256.h>

#include "base/bytes.h"

namespace esplock {

constexpr size_t kHashBytes = 32;

void sha256(Bytes in, uint8_t (&out)[kHashBytes]);
void hmacSha256(Bytes key, Bytes in, uint8_t (&out)[kHashBytes]);
void sha1(Bytes in, uint8_t (&out)[20]);

/** SHA-256 of what comes in pieces. */
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void reset();
  void add(Bytes in);
  void finish(uint8_t (&out)[kHashBytes]);

 private:
  mbedtls_sha256_context context_;
};

/** Compares in a time that depends on the sizes alone. */
bool equalInConstantTime(Bytes a, Bytes b);

/** Overwrites what was secret, in a way that is not optimised out. */
void wipe(void* memory, size_t size);

}  // namespace esplock
