#pragma once

#include <mbedtls/ssl.h>

namespace esplock {

/** The public roots, as the platform has them. */
class Trust {
 public:
  using Verify = int (*)(void*, mbedtls_x509_crt*, int, uint32_t*);

  virtual ~Trust() = default;
  /**
   * Lets connections of this configuration trust the public roots: by a CA chain in the configuration, or by a verify
   * callback that is given back and asked first for every certificate.
   */
  virtual bool usePublicRoots(mbedtls_ssl_config* config, Verify* verify, void** state) = 0;
};

}  // namespace esplock
