// ESP-IDF 5.5: components/efuse/include/esp_efuse.h, components/efuse/*/include/esp_efuse_chip.h; the ESP32 has no purposes
#pragma once

#include <esp_err.h>
#include <soc/soc_caps.h>

extern "C" {

#if SOC_HMAC_SUPPORTED
typedef enum { EFUSE_BLK_KEY0 = 4, EFUSE_BLK_KEY5 = 9 } esp_efuse_block_t;
typedef enum { ESP_EFUSE_KEY_PURPOSE_USER = 0, ESP_EFUSE_KEY_PURPOSE_HMAC_UP = 8 } esp_efuse_purpose_t;

esp_efuse_purpose_t esp_efuse_get_key_purpose(esp_efuse_block_t block);
#endif

}  // extern "C"
