#pragma once

#include <mbedtls/ecdsa.h>
#include <mbedtls/pk.h>
#include <mbedtls/pkcs5.h>
#include <mbedtls/rsa.h>
#include <mbedtls/sha1.h>
#include <mbedtls/sha256.h>
#include <mbedtls/ssl.h>
#include <mbedtls/version.h>
#include <mbedtls/x509_crt.h>

#include "base/bytes.h"

/**
 * mbedTLS 2.28 (Debian, the host build) and 3.x (ESP-IDF 5, the chips) differ in a few signatures. Every difference is
 * here, and nowhere else.
 */
namespace esplock::compat {

using RandomFunction = int (*)(void*, unsigned char*, size_t);

#if MBEDTLS_VERSION_NUMBER >= 0x03000000

inline int sha1(Bytes in, uint8_t out[20]) { return mbedtls_sha1(in.data, in.size, out); }
inline int sha256(Bytes in, uint8_t out[32]) { return mbedtls_sha256(in.data, in.size, out, 0); }
inline int sha256Starts(mbedtls_sha256_context* c) { return mbedtls_sha256_starts(c, 0); }
inline int sha256Update(mbedtls_sha256_context* c, Bytes in) { return mbedtls_sha256_update(c, in.data, in.size); }
inline int sha256Finish(mbedtls_sha256_context* c, uint8_t out[32]) { return mbedtls_sha256_finish(c, out); }

inline int pbkdf2Sha256(Bytes password, Bytes salt, unsigned iterations, uint8_t* out, size_t size) {
#if MBEDTLS_VERSION_NUMBER >= 0x03030000
  return mbedtls_pkcs5_pbkdf2_hmac_ext(MBEDTLS_MD_SHA256, password.data, password.size, salt.data, salt.size,
                                       iterations, size, out);
#else
#error "mbedTLS 3.0 to 3.2 is in no ESP-IDF 5 release"
#endif
}

inline int parsePrivateKey(mbedtls_pk_context* pk, Bytes der, RandomFunction random, void* state) {
  return mbedtls_pk_parse_key(pk, der.data, der.size, nullptr, 0, random, state);
}

inline void initOaepSha256(mbedtls_rsa_context* rsa) {
  mbedtls_rsa_set_padding(rsa, MBEDTLS_RSA_PKCS_V21, MBEDTLS_MD_SHA256);
}
inline int oaepDecrypt(mbedtls_rsa_context* rsa, RandomFunction random, void* state, size_t* length,
                       const uint8_t* in, uint8_t* out, size_t capacity) {
  return mbedtls_rsa_rsaes_oaep_decrypt(rsa, random, state, nullptr, 0, length, in, out, capacity);
}
inline int oaepEncrypt(mbedtls_rsa_context* rsa, RandomFunction random, void* state, Bytes in, uint8_t* out) {
  return mbedtls_rsa_rsaes_oaep_encrypt(rsa, random, state, nullptr, 0, in.size, in.data, out);
}

inline void requireTls12(mbedtls_ssl_config* config) {
  mbedtls_ssl_conf_min_tls_version(config, MBEDTLS_SSL_VERSION_TLS1_2);
  mbedtls_ssl_conf_max_tls_version(config, MBEDTLS_SSL_VERSION_TLS1_2);
}

#else

inline int sha1(Bytes in, uint8_t out[20]) { return mbedtls_sha1_ret(in.data, in.size, out); }
inline int sha256(Bytes in, uint8_t out[32]) { return mbedtls_sha256_ret(in.data, in.size, out, 0); }
inline int sha256Starts(mbedtls_sha256_context* c) { return mbedtls_sha256_starts_ret(c, 0); }
inline int sha256Update(mbedtls_sha256_context* c, Bytes in) { return mbedtls_sha256_update_ret(c, in.data, in.size); }
inline int sha256Finish(mbedtls_sha256_context* c, uint8_t out[32]) { return mbedtls_sha256_finish_ret(c, out); }

inline int pbkdf2Sha256(Bytes password, Bytes salt, unsigned iterations, uint8_t* out, size_t size) {
  mbedtls_md_context_t md;
  mbedtls_md_init(&md);
  int error = mbedtls_md_setup(&md, mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), 1);
  if (error == 0) {
    error = mbedtls_pkcs5_pbkdf2_hmac(&md, password.data, password.size, salt.data, salt.size, iterations,
                                      static_cast<uint32_t>(size), out);
  }
  mbedtls_md_free(&md);
  return error;
}

inline int parsePrivateKey(mbedtls_pk_context* pk, Bytes der, RandomFunction, void*) {
  return mbedtls_pk_parse_key(pk, der.data, der.size, nullptr, 0);
}

inline void initOaepSha256(mbedtls_rsa_context* rsa) {
  mbedtls_rsa_set_padding(rsa, MBEDTLS_RSA_PKCS_V21, MBEDTLS_MD_SHA256);
}
inline int oaepDecrypt(mbedtls_rsa_context* rsa, RandomFunction random, void* state, size_t* length,
                       const uint8_t* in, uint8_t* out, size_t capacity) {
  return mbedtls_rsa_rsaes_oaep_decrypt(rsa, random, state, MBEDTLS_RSA_PRIVATE, nullptr, 0, length, in, out,
                                        capacity);
}
inline int oaepEncrypt(mbedtls_rsa_context* rsa, RandomFunction random, void* state, Bytes in, uint8_t* out) {
  return mbedtls_rsa_rsaes_oaep_encrypt(rsa, random, state, MBEDTLS_RSA_PUBLIC, nullptr, 0, in.size, in.data, out);
}

inline void requireTls12(mbedtls_ssl_config* config) {
  mbedtls_ssl_conf_min_version(config, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
}

#endif

}  // namespace esplock::compat
