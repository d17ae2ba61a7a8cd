#pragma once

#include "base/bounds.h"
#include "base/bytes.h"
#include "base/errors.h"

namespace esplock {

/** A JWE compact serialization (RFC 7516, 7.1) with A256GCM content, in its decoded parts. */
struct CompactJwe {
  /** The header as it was sent: what the AEAD authenticates. */
  Text protectedText;
  /** Its parts lie behind one another in the buffer that was given. */
  uint8_t* header = nullptr;
  size_t headerSize = 0;
  Bytes encryptedKey;
  Bytes iv;
  uint8_t* ciphertext = nullptr;
  size_t ciphertextSize = 0;
  Bytes tag;
  /** The five decoded parts, joined: what a replay memory hashes. */
  Bytes joined;
};

/**
 * Splits and decodes.
 *
 * @param maxBytes longest text taken
 * @param buffer for the decoded parts; three quarters of the text are enough
 * @returns `none`, `too-large`, `not-compact` or `not-canonical`
 */
Fault splitCompactJwe(Text jwe, size_t maxBytes, Buffer buffer, CompactJwe& into);

/** RSA-OAEP gives as many bytes as the modulus has (RFC 8017, 7.1.1). */
inline bool isEncryptedKeyLength(size_t size) {
  return size >= bounds::kEncryptedKeyMin && size <= bounds::kEncryptedKeyMax;
}

}  // namespace esplock
