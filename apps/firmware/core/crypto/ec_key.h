#pragma once

#include "base/bytes.h"
#include "base/fixed_text.h"
#include "base/json_shape.h"
#include "base/json_writer.h"
#include "base/names.h"

namespace esplock {

/** A P-256 public key: of a release, an owner, or a person. A point of the curve. */
struct EcPublicKey {
  uint8_t x[32];
  uint8_t y[32];
};

bool operator==(const EcPublicKey& a, const EcPublicKey& b);

/** Reads a JWK with nothing in it but `kty`, `crv`, `x` and `y`: a point of the curve. */
bool parseEcJwk(const JsonDocument& document, const JsonValue* jwk, EcPublicKey& into);
void writeEcJwk(JsonWriter& out, const EcPublicKey& key);

/** The JWK thumbprint (RFC 7638). */
void thumbprint(const EcPublicKey& key, FixedText<kKidLength>& into);

/**
 * ES256 (RFC 7518, 3.4).
 *
 * @param hash SHA-256 of what is signed
 * @param signature R and S
 */
bool verifyEs256(const EcPublicKey& key, const uint8_t (&hash)[32], const uint8_t (&signature)[64]);

}  // namespace esplock
