// mbedTLS 3.6: include/mbedtls/sha256.h
#pragma once

#include <mbedtls/private_access.h>
#include <stddef.h>
#include <stdint.h>

extern "C" {

typedef struct mbedtls_sha256_context {
  uint32_t MBEDTLS_PRIVATE(state)[8];
} mbedtls_sha256_context;

void mbedtls_sha256_init(mbedtls_sha256_context* ctx);
void mbedtls_sha256_free(mbedtls_sha256_context* ctx);
int mbedtls_sha256_starts(mbedtls_sha256_context* ctx, int is224);
int mbedtls_sha256_update(mbedtls_sha256_context* ctx, const unsigned char* input, size_t ilen);
int mbedtls_sha256_finish(mbedtls_sha256_context* ctx, unsigned char* output);
int mbedtls_sha256(const unsigned char* input, size_t ilen, unsigned char* output, int is224);

}  // extern "C"
