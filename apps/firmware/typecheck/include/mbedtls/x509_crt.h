// mbedTLS 3.6: include/mbedtls/x509_crt.h, x509.h, asn1.h
#pragma once

#include <stddef.h>
#include <stdint.h>

extern "C" {

#define MBEDTLS_ERR_X509_CERT_VERIFY_FAILED -0x2700
#define MBEDTLS_X509_BADCERT_EXPIRED 0x01
#define MBEDTLS_X509_BADCERT_CN_MISMATCH 0x04
#define MBEDTLS_X509_BADCERT_NOT_TRUSTED 0x08
#define MBEDTLS_X509_BADCERT_FUTURE 0x0200
#define MBEDTLS_ASN1_TAG_VALUE_MASK 0x1F

typedef struct mbedtls_x509_time {
  int year, mon, day;
  int hour, min, sec;
} mbedtls_x509_time;

typedef struct mbedtls_asn1_buf {
  int tag;
  size_t len;
  unsigned char* p;
} mbedtls_asn1_buf;

typedef struct mbedtls_asn1_sequence {
  mbedtls_asn1_buf buf;
  struct mbedtls_asn1_sequence* next;
} mbedtls_asn1_sequence;

typedef mbedtls_asn1_sequence mbedtls_x509_sequence;
typedef struct mbedtls_x509_crl mbedtls_x509_crl;

typedef struct mbedtls_x509_crt {
  mbedtls_x509_time valid_from;
  mbedtls_x509_time valid_to;
  mbedtls_x509_sequence subject_alt_names;
} mbedtls_x509_crt;

void mbedtls_x509_crt_init(mbedtls_x509_crt* crt);
void mbedtls_x509_crt_free(mbedtls_x509_crt* crt);
int mbedtls_x509_crt_parse(mbedtls_x509_crt* chain, const unsigned char* buf, size_t buflen);

}  // extern "C"
