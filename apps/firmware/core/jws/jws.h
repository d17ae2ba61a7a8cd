#pragma once

#include "base/json.h"
#include "crypto/ec_key.h"

namespace esplock {

/** A JWS as it came: its shape is right, and nothing says yet who signed it. Its payload is in the document. */
struct Jws {
  /** Thumbprint of the key that is said to have signed. */
  Text kid;
  /** SHA-256 of what is signed: the first two parts as they stand (RFC 7515, 5.1). */
  uint8_t hash[32];
  uint8_t signature[64];
};

/**
 * Reads a JWS in compact serialization (RFC 7515, 7.1) in place, strictly: three canonical base64url parts, a header of
 * exactly `alg` ES256, `typ` and `kid`, a signature of 64 bytes. That it is signed by `kid`'s key is for `verifyJws`.
 *
 * @param text is decoded where it is, and must live as long as what is read from the document
 */
Fault parseJws(char* text, size_t size, size_t maxBytes, Text typ, JsonDocument& document, Jws& into);

/** Checks that a JWS is signed by this key, and that its `kid` says so. @returns `wrong-key` or `bad-signature` */
Fault verifyJws(const Jws& jws, const EcPublicKey& key);

/** The key among those that has this thumbprint, or nullptr. */
const EcPublicKey* findKey(const EcPublicKey* keys, size_t count, Text kid);

}  // namespace esplock
