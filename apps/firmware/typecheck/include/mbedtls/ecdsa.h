// mbedTLS 3.6: include/mbedtls/ecdsa.h, ecp.h, bignum.h
#pragma once

#include <mbedtls/private_access.h>
#include <stddef.h>

extern "C" {

typedef struct mbedtls_mpi {
  int MBEDTLS_PRIVATE(n);
} mbedtls_mpi;

typedef enum { MBEDTLS_ECP_DP_NONE = 0, MBEDTLS_ECP_DP_SECP256R1 = 3 } mbedtls_ecp_group_id;

typedef struct mbedtls_ecp_point {
  mbedtls_mpi MBEDTLS_PRIVATE(X);
} mbedtls_ecp_point;

typedef struct mbedtls_ecp_group {
  mbedtls_ecp_group_id id;
} mbedtls_ecp_group;

void mbedtls_mpi_init(mbedtls_mpi* X);
void mbedtls_mpi_free(mbedtls_mpi* X);
int mbedtls_mpi_read_binary(mbedtls_mpi* X, const unsigned char* buf, size_t buflen);
void mbedtls_ecp_point_init(mbedtls_ecp_point* pt);
void mbedtls_ecp_point_free(mbedtls_ecp_point* pt);
void mbedtls_ecp_group_init(mbedtls_ecp_group* grp);
void mbedtls_ecp_group_free(mbedtls_ecp_group* grp);
int mbedtls_ecp_group_load(mbedtls_ecp_group* grp, mbedtls_ecp_group_id id);
int mbedtls_ecp_point_read_binary(const mbedtls_ecp_group* grp, mbedtls_ecp_point* P, const unsigned char* buf,
                                  size_t ilen);
int mbedtls_ecp_check_pubkey(const mbedtls_ecp_group* grp, const mbedtls_ecp_point* pt);
int mbedtls_ecdsa_verify(mbedtls_ecp_group* grp, const unsigned char* buf, size_t blen, const mbedtls_ecp_point* Q,
                         const mbedtls_mpi* r, const mbedtls_mpi* s);

}  // extern "C"
