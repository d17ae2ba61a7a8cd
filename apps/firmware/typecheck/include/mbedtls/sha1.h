// mbedTLS 3.6: include/mbedtls/sha1.h
#pragma once

#include <stddef.h>

extern "C" {

int mbedtls_sha1(const unsigned char* input, size_t ilen, unsigned char output[20]);

}  // extern "C"
