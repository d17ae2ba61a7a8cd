// mbedTLS 3.6: include/mbedtls/rsa.h
#pragma once

#include <mbedtls/md.h>
#include <mbedtls/platform_util.h>
#include <mbedtls/private_access.h>

extern "C" {

#define MBEDTLS_RSA_PKCS_V21 1

typedef struct mbedtls_rsa_context {
  int MBEDTLS_PRIVATE(ver);
} mbedtls_rsa_context;

int mbedtls_rsa_set_padding(mbedtls_rsa_context* ctx, int padding, mbedtls_md_type_t hash_id);
size_t mbedtls_rsa_get_len(const mbedtls_rsa_context* ctx);
int mbedtls_rsa_gen_key(mbedtls_rsa_context* ctx, mbedtls_f_rng_t* f_rng, void* p_rng, unsigned int nbits,
                        int exponent);
int mbedtls_rsa_export_raw(const mbedtls_rsa_context* ctx, unsigned char* N, size_t N_len, unsigned char* P,
                           size_t P_len, unsigned char* Q, size_t Q_len, unsigned char* D, size_t D_len,
                           unsigned char* E, size_t E_len);
int mbedtls_rsa_rsaes_oaep_encrypt(mbedtls_rsa_context* ctx, mbedtls_f_rng_t* f_rng, void* p_rng,
                                   const unsigned char* label, size_t label_len, size_t ilen,
                                   const unsigned char* input, unsigned char* output);
int mbedtls_rsa_rsaes_oaep_decrypt(mbedtls_rsa_context* ctx, mbedtls_f_rng_t* f_rng, void* p_rng,
                                   const unsigned char* label, size_t label_len, size_t* olen,
                                   const unsigned char* input, unsigned char* output, size_t output_max_len);

}  // extern "C"
