#pragma once

#include "base/json.h"

namespace esplock {

/** A JWE compact serialization (RFC 7516, 7.1) with A256GCM content, in its decoded parts. */
struct CompactJwe {
  /** The header as it was sent: what the AEAD authenticates. */
  Text protectedText;
  /** Lies in the buffer that was given; the others in the text itself. */
  uint8_t* header = nullptr;
  size_t headerSize = 0;
  Bytes encryptedKey;
  Bytes iv;
  uint8_t* ciphertext = nullptr;
  size_t ciphertextSize = 0;
  Bytes tag;
};

/** Where a JWE is opened beside its own text: its decoded header, and the values of its JSON. */
struct JweMemory {
  Buffer header;
  JsonDocument& document;
};

/**
 * Splits and decodes, in place but for the header, whose text is still wanted.
 *
 * @param maxBytes longest text taken
 * @param header for the decoded header, which is too large where it does not fit
 * @returns `none`, `too-large`, `not-compact` or `not-canonical`
 */
Fault splitCompactJwe(char* jwe, size_t size, size_t maxBytes, Buffer header, CompactJwe& into);

/** RSA-OAEP gives as many bytes as the modulus has (RFC 8017, 7.1.1). */
inline bool isEncryptedKeyLength(size_t size) {
  return size >= bounds::kEncryptedKeyMin && size <= bounds::kEncryptedKeyMax;
}

}  // namespace esplock
