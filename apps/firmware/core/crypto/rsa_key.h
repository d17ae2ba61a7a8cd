#pragma once

#include <mbedtls/pk.h>

#include "base/bytes.h"
#include "base/fixed_text.h"
#include "base/names.h"
#include "platform/random.h"

namespace esplock {

/** The device key: RSA, made on the device, of which only the public half is ever shown. */
class RsaKey {
 public:
  static constexpr size_t kBits = 2048;
  static constexpr size_t kModulusMax = 512;
  static constexpr size_t kDerMax = 1536;

  RsaKey();
  ~RsaKey();
  RsaKey(const RsaKey&) = delete;
  RsaKey& operator=(const RsaKey&) = delete;

  /** Makes a new key; takes from a moment to a minute on a chip. */
  bool generate(Random& random);
  /** @param der PKCS #1 or PKCS #8 */
  bool import(Bytes der, Random& random);
  /** PKCS #1. @returns its size, or 0; it is at the beginning of `out` */
  size_t exportDer(Buffer out);

  bool ready() const { return ready_; }
  /** The JWK thumbprint of its public half. */
  Text kid() const { return kid_.view(); }
  /** base64url of the modulus; the exponent is `AQAB`. */
  Text modulus() const { return modulus_.view(); }

  /**
   * RSA-OAEP with SHA-256 (RFC 8017, 7.1.2). A ciphertext that is not below the modulus is refused (5.1.2).
   *
   * @returns the number of bytes, or -1
   */
  int decryptOaep(Bytes in, Buffer out, Random& random);

 private:
  bool describe();

  mbedtls_pk_context pk_;
  bool ready_ = false;
  FixedText<kKidLength> kid_;
  FixedText<(kModulusMax * 4 + 2) / 3> modulus_;
};

}  // namespace esplock
