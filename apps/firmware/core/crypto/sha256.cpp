#include "crypto/sha256.h"

#include <mbedtls/md.h>
#include <mbedtls/platform_util.h>

#include "crypto/compat.h"

namespace esplock {

void sha256(Bytes in, uint8_t (&out)[kHashBytes]) { compat::sha256(in, out); }

void hmacSha256(Bytes key, Bytes in, uint8_t (&out)[kHashBytes]) {
  mbedtls_md_hmac(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), key.data, key.size, in.data, in.size, out);
}

void sha1(Bytes in, uint8_t (&out)[20]) { compat::sha1(in, out); }

Sha256::Sha256() {
  mbedtls_sha256_init(&context_);
  compat::sha256Starts(&context_);
}
Sha256::~Sha256() { mbedtls_sha256_free(&context_); }
void Sha256::reset() { compat::sha256Starts(&context_); }
void Sha256::add(Bytes in) { compat::sha256Update(&context_, in); }
void Sha256::finish(uint8_t (&out)[kHashBytes]) { compat::sha256Finish(&context_, out); }

bool equalInConstantTime(Bytes a, Bytes b) {
  if (a.size != b.size) return false;
  volatile uint8_t difference = 0;
  for (size_t at = 0; at < a.size; at++) difference = difference | (a.data[at] ^ b.data[at]);
  return difference == 0;
}

void wipe(void* memory, size_t size) { mbedtls_platform_zeroize(memory, size); }

}  // namespace esplock
