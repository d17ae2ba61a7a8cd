#include "signer.h"

#include <doctest/doctest.h>
#include <mbedtls/ecdsa.h>

#include "base/base64url.h"
#include "crypto/sha256.h"
#include "support.h"

namespace esplock::test {
namespace {

std::string encode(Bytes bytes) {
  std::string text(base64urlLength(bytes.size), 0);
  text.resize(encodeBase64url(bytes, text.data()));
  return text;
}

}  // namespace

Signer::Signer() : pair_(new mbedtls_ecp_keypair) {
  TestRandom random;
  mbedtls_ecp_keypair_init(pair_);
  REQUIRE(mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, pair_, fillRandom, &random) == 0);
  REQUIRE(mbedtls_mpi_write_binary(&pair_->Q.X, public_.x, sizeof public_.x) == 0);
  REQUIRE(mbedtls_mpi_write_binary(&pair_->Q.Y, public_.y, sizeof public_.y) == 0);
}

Signer::~Signer() {
  mbedtls_ecp_keypair_free(pair_);
  delete pair_;
}

std::string Signer::kid() const {
  FixedText<kKidLength> kid;
  thumbprint(public_, kid);
  return std::string(kid.view());
}

std::string Signer::sign(const std::string& typ, const Json& claims, const std::string& kid) const {
  const Json header = {{"alg", "ES256"}, {"typ", typ}, {"kid", kid.empty() ? this->kid() : kid}};
  const std::string signedText = encode(Bytes(Text(header.dump()))) + "." + encode(Bytes(Text(claims.dump())));
  uint8_t hash[kHashBytes], signature[64];
  sha256(Bytes(Text(signedText)), hash);
  mbedtls_mpi r, s;
  mbedtls_mpi_init(&r);
  mbedtls_mpi_init(&s);
  TestRandom random;
  REQUIRE(mbedtls_ecdsa_sign(&pair_->grp, &r, &s, &pair_->d, hash, sizeof hash, fillRandom, &random) == 0);
  REQUIRE(mbedtls_mpi_write_binary(&r, signature, 32) == 0);
  REQUIRE(mbedtls_mpi_write_binary(&s, signature + 32, 32) == 0);
  mbedtls_mpi_free(&r);
  mbedtls_mpi_free(&s);
  return signedText + "." + encode(signature);
}

}  // namespace esplock::test
