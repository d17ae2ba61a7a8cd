// ESP-IDF 5.5: components/esp_hw_support/include/esp_mac.h
#pragma once

#include <esp_err.h>

extern "C" {

esp_err_t esp_efuse_mac_get_default(uint8_t* mac);

}  // extern "C"
