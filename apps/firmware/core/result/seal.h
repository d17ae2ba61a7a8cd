#pragma once

#include "base/bytes.h"
#include "platform/random.h"

namespace esplock {

/**
 * Seals an answer with the reply key of its command: `dir`, A256GCM (section 1).
 *
 * @param claims JSON; sealed in place
 * @returns the length of the JWE in `out`, or 0 where it does not fit
 */
size_t sealResult(const uint8_t (&reply)[32], Buffer claims, Random& random, char* out, size_t capacity);

}  // namespace esplock
