#include "crypto/ec_key.h"

#include "base/base64url.h"
#include "crypto/compat.h"
#include "crypto/sha256.h"

namespace esplock {

bool operator==(const EcPublicKey& a, const EcPublicKey& b) {
  return Bytes(a.x) == Bytes(b.x) && Bytes(a.y) == Bytes(b.y);
}

bool parseEcJwk(const JsonDocument& document, const JsonValue* jwk, EcPublicKey& into) {
  Shape shape(document, jwk);
  Text x, y;
  shape.literal("kty", "EC");
  shape.literal("crv", "P-256");
  shape.text("x", x);
  shape.text("y", y);
  return shape.complete() && decodeBase64url(x, into.x) == 32 && decodeBase64url(y, into.y) == 32;
}

void writeEcJwk(JsonWriter& out, const EcPublicKey& key) {
  out.beginObject().member("crv", "P-256").member("kty", "EC");
  out.member("x", Bytes(key.x)).member("y", Bytes(key.y)).endObject();
}

void thumbprint(const EcPublicKey& key, FixedText<kKidLength>& into) {
  char json[160];
  JsonWriter members(json, sizeof json);
  writeEcJwk(members, key);
  uint8_t hash[kHashBytes];
  sha256(Bytes(members.view()), hash);
  char text[kKidLength];
  into.assign(Text(text, encodeBase64url(hash, text)));
}

bool verifyEs256(const EcPublicKey& key, Bytes message, Bytes signature) {
  if (signature.size != 64) return false;
  uint8_t hash[kHashBytes];
  sha256(message, hash);
  // RFC 5480, 2.2: an uncompressed point.
  uint8_t encoded[65] = {4};
  std::memcpy(encoded + 1, key.x, 32);
  std::memcpy(encoded + 33, key.y, 32);
  mbedtls_ecp_group group;
  mbedtls_ecp_point point;
  mbedtls_mpi r, s;
  mbedtls_ecp_group_init(&group);
  mbedtls_ecp_point_init(&point);
  mbedtls_mpi_init(&r);
  mbedtls_mpi_init(&s);
  const bool right = mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_SECP256R1) == 0 &&
                     mbedtls_ecp_point_read_binary(&group, &point, encoded, sizeof encoded) == 0 &&
                     mbedtls_ecp_check_pubkey(&group, &point) == 0 &&
                     mbedtls_mpi_read_binary(&r, signature.data, 32) == 0 &&
                     mbedtls_mpi_read_binary(&s, signature.data + 32, 32) == 0 &&
                     mbedtls_ecdsa_verify(&group, hash, sizeof hash, &point, &r, &s) == 0;
  mbedtls_mpi_free(&s);
  mbedtls_mpi_free(&r);
  mbedtls_ecp_point_free(&point);
  mbedtls_ecp_group_free(&group);
  return right;
}

}  // namespace esplock
