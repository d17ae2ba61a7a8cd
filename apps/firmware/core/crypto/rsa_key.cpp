#include "crypto/rsa_key.h"

#include "base/base64url.h"
#include "base/json_writer.h"
#include "crypto/compat.h"
#include "crypto/sha256.h"

namespace esplock {

RsaKey::RsaKey() { mbedtls_pk_init(&pk_); }
RsaKey::~RsaKey() { mbedtls_pk_free(&pk_); }

bool RsaKey::generate(Random& random) {
  mbedtls_pk_free(&pk_);
  mbedtls_pk_init(&pk_);
  ready_ = mbedtls_pk_setup(&pk_, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA)) == 0 &&
           mbedtls_rsa_gen_key(mbedtls_pk_rsa(pk_), fillRandom, &random, kBits, 65537) == 0 && describe();
  return ready_;
}

bool RsaKey::import(Bytes der, Random& random) {
  mbedtls_pk_free(&pk_);
  mbedtls_pk_init(&pk_);
  ready_ = compat::parsePrivateKey(&pk_, der, fillRandom, &random) == 0 &&
           mbedtls_pk_get_type(&pk_) == MBEDTLS_PK_RSA && describe();
  return ready_;
}

size_t RsaKey::exportDer(Buffer out) {
  // mbedTLS writes to the end of its buffer.
  const int size = mbedtls_pk_write_key_der(&pk_, out.data, out.capacity);
  if (size <= 0) return 0;
  std::memmove(out.data, out.data + out.capacity - size, static_cast<size_t>(size));
  return static_cast<size_t>(size);
}

int RsaKey::decryptOaep(Bytes in, Buffer out, Random& random) {
  mbedtls_rsa_context* rsa = mbedtls_pk_rsa(pk_);
  if (!ready_ || in.size != mbedtls_rsa_get_len(rsa)) return -1;
  compat::initOaepSha256(rsa);
  // With randomness for the private operation mbedTLS blinds it; a value not below the modulus is an error there.
  size_t length = 0;
  const int error = compat::oaepDecrypt(rsa, fillRandom, &random, &length, in.data, out.data, out.capacity);
  return error == 0 ? static_cast<int>(length) : -1;
}

bool RsaKey::describe() {
  mbedtls_rsa_context* rsa = mbedtls_pk_rsa(pk_);
  const size_t size = mbedtls_rsa_get_len(rsa);
  uint8_t n[kModulusMax];
  uint8_t e[4];
  constexpr uint8_t kExponent[] = {0, 1, 0, 1};
  if (size < kBits / 8 || size > kModulusMax) return false;
  if (mbedtls_rsa_export_raw(rsa, n, size, nullptr, 0, nullptr, 0, nullptr, 0, e, sizeof e) != 0) return false;
  if (!(Bytes(e) == Bytes(kExponent)) || (n[0] & 0x80) == 0) return false;
  char text[(kModulusMax * 4 + 2) / 3];
  modulus_.assign(Text(text, encodeBase64url(Bytes(n, size), text)));
  // RFC 7638, 3.2: the members that make the key, in the order of their names.
  char json[sizeof text + 40];
  JsonWriter members(json, sizeof json);
  members.beginObject().member("e", "AQAB").member("kty", "RSA").member("n", modulus_.view()).endObject();
  uint8_t hash[kHashBytes];
  sha256(Bytes(members.view()), hash);
  return kid_.assign(Text(text, encodeBase64url(hash, text)));
}

}  // namespace esplock
