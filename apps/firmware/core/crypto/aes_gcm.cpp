#include "crypto/aes_gcm.h"

#include <mbedtls/gcm.h>

namespace esplock {
namespace {

/** A context with the key in it, or none. */
class Gcm {
 public:
  explicit Gcm(const uint8_t (&key)[kAesKeyBytes]) {
    mbedtls_gcm_init(&context);
    ready = mbedtls_gcm_setkey(&context, MBEDTLS_CIPHER_ID_AES, key, kAesKeyBytes * 8) == 0;
  }
  ~Gcm() { mbedtls_gcm_free(&context); }
  Gcm(const Gcm&) = delete;
  Gcm& operator=(const Gcm&) = delete;

  mbedtls_gcm_context context;
  bool ready;
};

}  // namespace

bool gcmEncrypt(const uint8_t (&key)[kAesKeyBytes], Bytes iv, Bytes additional, Bytes plaintext, uint8_t* out,
                uint8_t (&tag)[bounds::kTagBytes]) {
  Gcm gcm(key);
  return gcm.ready && mbedtls_gcm_crypt_and_tag(&gcm.context, MBEDTLS_GCM_ENCRYPT, plaintext.size, iv.data, iv.size,
                                                additional.data, additional.size, plaintext.data, out, sizeof tag,
                                                tag) == 0;
}

bool gcmDecrypt(const uint8_t (&key)[kAesKeyBytes], Bytes iv, Bytes additional, Bytes ciphertext, Bytes tag,
                uint8_t* out) {
  if (tag.size != bounds::kTagBytes) return false;
  Gcm gcm(key);
  return gcm.ready && mbedtls_gcm_auth_decrypt(&gcm.context, ciphertext.size, iv.data, iv.size, additional.data,
                                               additional.size, tag.data, tag.size, ciphertext.data, out) == 0;
}

}  // namespace esplock
