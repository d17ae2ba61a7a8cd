#include "crypto/ec_key.h"

#include "base/base64url.h"
#include "crypto/compat.h"
#include "crypto/sha256.h"

namespace esplock {
namespace {

/** A key as mbedTLS has it. */
struct Point {
  explicit Point(const EcPublicKey& key) {
    mbedtls_ecp_group_init(&group);
    mbedtls_ecp_point_init(&point);
    // SEC 1, 2.3.3: an uncompressed point.
    uint8_t encoded[65] = {4};
    std::memcpy(encoded + 1, key.x, sizeof key.x);
    std::memcpy(encoded + 33, key.y, sizeof key.y);
    onCurve = mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_SECP256R1) == 0 &&
              mbedtls_ecp_point_read_binary(&group, &point, encoded, sizeof encoded) == 0 &&
              mbedtls_ecp_check_pubkey(&group, &point) == 0;
  }
  ~Point() {
    mbedtls_ecp_point_free(&point);
    mbedtls_ecp_group_free(&group);
  }
  Point(const Point&) = delete;
  Point& operator=(const Point&) = delete;

  mbedtls_ecp_group group;
  mbedtls_ecp_point point;
  bool onCurve;
};

}  // namespace

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
  const bool lengths = shape.complete() && decodeBase64url(x, into.x) == 32 && decodeBase64url(y, into.y) == 32;
  return lengths && Point(into).onCurve;
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

bool verifyEs256(const EcPublicKey& key, const uint8_t (&hash)[32], const uint8_t (&signature)[64]) {
  Point point(key);
  mbedtls_mpi r, s;
  mbedtls_mpi_init(&r);
  mbedtls_mpi_init(&s);
  const bool right = point.onCurve && mbedtls_mpi_read_binary(&r, signature, 32) == 0 &&
                     mbedtls_mpi_read_binary(&s, signature + 32, 32) == 0 &&
                     mbedtls_ecdsa_verify(&point.group, hash, sizeof hash, &point.point, &r, &s) == 0;
  mbedtls_mpi_free(&s);
  mbedtls_mpi_free(&r);
  return right;
}

}  // namespace esplock
