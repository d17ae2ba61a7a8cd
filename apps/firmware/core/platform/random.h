#pragma once

#include "base/bytes.h"

namespace esplock {

/** Cryptographically strong randomness. */
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(Buffer out) = 0;
};

/** As mbedTLS calls it; `state` is a `Random`. */
inline int fillRandom(void* state, unsigned char* out, size_t size) {
  static_cast<Random*>(state)->fill(Buffer(out, size));
  return 0;
}

/** Uniform, from `min` to `max`. */
inline int64_t randomBetween(Random& random, int64_t min, int64_t max) {
  uint8_t bytes[4];
  random.fill(bytes);
  uint64_t value = 0;
  for (uint8_t byte : bytes) value = (value << 8) | byte;
  return min + static_cast<int64_t>((value * static_cast<uint64_t>(max - min + 1)) >> 32);
}

}  // namespace esplock
