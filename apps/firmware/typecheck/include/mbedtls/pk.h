// mbedTLS 3.6: include/mbedtls/pk.h
#pragma once

#include <mbedtls/rsa.h>

extern "C" {

typedef enum { MBEDTLS_PK_NONE = 0, MBEDTLS_PK_RSA } mbedtls_pk_type_t;
typedef struct mbedtls_pk_info_t mbedtls_pk_info_t;

typedef struct mbedtls_pk_context {
  void* MBEDTLS_PRIVATE(pk_ctx);
} mbedtls_pk_context;

void mbedtls_pk_init(mbedtls_pk_context* ctx);
void mbedtls_pk_free(mbedtls_pk_context* ctx);
int mbedtls_pk_setup(mbedtls_pk_context* ctx, const mbedtls_pk_info_t* info);
const mbedtls_pk_info_t* mbedtls_pk_info_from_type(mbedtls_pk_type_t pk_type);
mbedtls_pk_type_t mbedtls_pk_get_type(const mbedtls_pk_context* ctx);
mbedtls_rsa_context* mbedtls_pk_rsa(const mbedtls_pk_context pk);
int mbedtls_pk_parse_key(mbedtls_pk_context* ctx, const unsigned char* key, size_t keylen, const unsigned char* pwd,
                         size_t pwdlen, mbedtls_f_rng_t* f_rng, void* p_rng);
int mbedtls_pk_write_key_der(const mbedtls_pk_context* ctx, unsigned char* buf, size_t size);

}  // extern "C"
