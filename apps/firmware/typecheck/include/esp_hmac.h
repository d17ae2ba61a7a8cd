// ESP-IDF 5.5: components/esp_security/include/esp_hmac.h
#pragma once

#include <esp_err.h>
#include <soc/soc_caps.h>
#include <stddef.h>

extern "C" {

#if !SOC_HMAC_SUPPORTED
#error "this chip has no HMAC peripheral"
#endif

typedef enum { HMAC_KEY0, HMAC_KEY1, HMAC_KEY2, HMAC_KEY3, HMAC_KEY4, HMAC_KEY5, HMAC_KEY_MAX } hmac_key_id_t;

esp_err_t esp_hmac_calculate(hmac_key_id_t key_id, const void* message, size_t message_len, uint8_t* hmac);

}  // extern "C"
