// mbedTLS 3.6: include/mbedtls/ssl.h
#pragma once

#include <mbedtls/platform_util.h>
#include <mbedtls/private_access.h>
#include <mbedtls/x509_crt.h>

extern "C" {

#define MBEDTLS_ERR_SSL_CONN_EOF -0x7280
#define MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED -0x7680
#define MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY -0x7880
#define MBEDTLS_ERR_SSL_WANT_READ -0x6900
#define MBEDTLS_ERR_SSL_WANT_WRITE -0x6880

#define MBEDTLS_SSL_TRANSPORT_STREAM 0
#define MBEDTLS_SSL_IS_CLIENT 0
#define MBEDTLS_SSL_PRESET_DEFAULT 0
#define MBEDTLS_SSL_VERIFY_REQUIRED 2

typedef enum {
  MBEDTLS_SSL_VERSION_UNKNOWN,
  MBEDTLS_SSL_VERSION_TLS1_2 = 0x0303,
  MBEDTLS_SSL_VERSION_TLS1_3 = 0x0304,
} mbedtls_ssl_protocol_version;

typedef struct mbedtls_ssl_config {
  int (*MBEDTLS_PRIVATE(f_vrfy))(void*, mbedtls_x509_crt*, int, uint32_t*);
  void* MBEDTLS_PRIVATE(p_vrfy);
} mbedtls_ssl_config;

typedef struct mbedtls_ssl_context {
  const mbedtls_ssl_config* MBEDTLS_PRIVATE(conf);
} mbedtls_ssl_context;

typedef int mbedtls_ssl_send_t(void* ctx, const unsigned char* buf, size_t len);
typedef int mbedtls_ssl_recv_t(void* ctx, unsigned char* buf, size_t len);
typedef int mbedtls_ssl_recv_timeout_t(void* ctx, unsigned char* buf, size_t len, uint32_t timeout);

void mbedtls_ssl_config_init(mbedtls_ssl_config* conf);
void mbedtls_ssl_config_free(mbedtls_ssl_config* conf);
int mbedtls_ssl_config_defaults(mbedtls_ssl_config* conf, int endpoint, int transport, int preset);
void mbedtls_ssl_conf_authmode(mbedtls_ssl_config* conf, int authmode);
void mbedtls_ssl_conf_rng(mbedtls_ssl_config* conf, mbedtls_f_rng_t* f_rng, void* p_rng);
void mbedtls_ssl_conf_ca_chain(mbedtls_ssl_config* conf, mbedtls_x509_crt* ca_chain, mbedtls_x509_crl* ca_crl);
void mbedtls_ssl_conf_verify(mbedtls_ssl_config* conf, int (*f_vrfy)(void*, mbedtls_x509_crt*, int, uint32_t*),
                             void* p_vrfy);
void mbedtls_ssl_conf_min_tls_version(mbedtls_ssl_config* conf, mbedtls_ssl_protocol_version tls_version);
void mbedtls_ssl_conf_max_tls_version(mbedtls_ssl_config* conf, mbedtls_ssl_protocol_version tls_version);

void mbedtls_ssl_init(mbedtls_ssl_context* ssl);
void mbedtls_ssl_free(mbedtls_ssl_context* ssl);
int mbedtls_ssl_setup(mbedtls_ssl_context* ssl, const mbedtls_ssl_config* conf);
int mbedtls_ssl_set_hostname(mbedtls_ssl_context* ssl, const char* hostname);
void mbedtls_ssl_set_bio(mbedtls_ssl_context* ssl, void* p_bio, mbedtls_ssl_send_t* f_send,
                         mbedtls_ssl_recv_t* f_recv, mbedtls_ssl_recv_timeout_t* f_recv_timeout);
int mbedtls_ssl_handshake(mbedtls_ssl_context* ssl);
int mbedtls_ssl_read(mbedtls_ssl_context* ssl, unsigned char* buf, size_t len);
int mbedtls_ssl_write(mbedtls_ssl_context* ssl, const unsigned char* buf, size_t len);
int mbedtls_ssl_close_notify(mbedtls_ssl_context* ssl);

}  // extern "C"
