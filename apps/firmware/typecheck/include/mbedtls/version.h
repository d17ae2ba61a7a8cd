// mbedTLS 3.6: include/mbedtls/build_info.h
#pragma once

#define MBEDTLS_VERSION_NUMBER 0x03060000
