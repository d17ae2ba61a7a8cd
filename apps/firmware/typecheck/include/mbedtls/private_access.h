// mbedTLS 3.6: include/mbedtls/private_access.h; what is private there is out of reach
#pragma once

#define MBEDTLS_PRIVATE(member) private_##member
