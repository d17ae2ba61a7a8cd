#pragma once

#include "base/bounds.h"
#include "base/bytes.h"

namespace esplock {

constexpr size_t kAesKeyBytes = 32;

/** AES-256-GCM with an IV of 12 and a tag of 16 bytes. `out` may be the input itself. */
bool gcmEncrypt(const uint8_t (&key)[kAesKeyBytes], Bytes iv, Bytes additional, Bytes plaintext, uint8_t* out,
                uint8_t (&tag)[bounds::kTagBytes]);

/** @returns false where it does not open; then `out` holds nothing of the plaintext */
bool gcmDecrypt(const uint8_t (&key)[kAesKeyBytes], Bytes iv, Bytes additional, Bytes ciphertext, Bytes tag,
                uint8_t* out);

}  // namespace esplock
