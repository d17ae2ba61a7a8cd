// mbedTLS 3.6: include/mbedtls/platform_util.h, platform.h
#pragma once

#include <stddef.h>

extern "C" {

typedef int mbedtls_f_rng_t(void* p_rng, unsigned char* output, size_t output_size);

void mbedtls_platform_zeroize(void* buf, size_t len);

}  // extern "C"
