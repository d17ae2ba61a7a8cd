#pragma once

#include <mbedtls/ecp.h>

#include <string>

#include "crypto/ec_key.h"
#include "vectors.h"

namespace esplock::test {

/** A P-256 key pair of whoever signs. */
class Signer {
 public:
  Signer();
  ~Signer();
  Signer(const Signer&) = delete;
  Signer& operator=(const Signer&) = delete;

  const EcPublicKey& publicKey() const { return public_; }
  std::string kid() const;
  /** A JWS in compact serialization by ES256. @param kid that the header shall say; empty for the true one */
  std::string sign(const std::string& typ, const Json& claims, const std::string& kid = "") const;

 private:
  mbedtls_ecp_keypair* pair_;
  EcPublicKey public_;
};

}  // namespace esplock::test
