// ESP-IDF 5.5: components/esp_netif/include/esp_netif.h
#pragma once

#include <esp_netif_types.h>

extern "C" {

esp_err_t esp_netif_init(void);
esp_err_t esp_netif_tcpip_exec(esp_netif_callback_fn fn, void* ctx);

}  // extern "C"
