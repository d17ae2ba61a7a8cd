#pragma once

#include <esp_app_desc.h>
#include <esp_crt_bundle.h>

#include "platform/system.h"
#include "platform/trust.h"

namespace esplock {

class ChipSystem : public System {
 public:
  void begin();

  void restart() override;
  size_t freeHeap() override;
  Text uid() override { return {uid_, 12}; }
  Text chip() override;
  Text version() override { return ESPLOCK_VERSION; }
  int64_t builtAtMs() override;
  bool chipSecret(uint8_t (&into)[32]) override;

 private:
  char uid_[13] = "";
};

/** The bundle of public roots that comes with ESP-IDF. */
class ChipTrust : public Trust {
 public:
  bool usePublicRoots(mbedtls_ssl_config* config, Verify* verify, void** state) override {
    if (esp_crt_bundle_attach(config) != ESP_OK) return false;
    // It judges each certificate by a callback, which the core's own, for names and dates, asks first.
    *verify = config->MBEDTLS_PRIVATE(f_vrfy);
    *state = config->MBEDTLS_PRIVATE(p_vrfy);
    return true;
  }
};

}  // namespace esplock
