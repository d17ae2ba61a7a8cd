// ESP-IDF 5.5: components/esp_netif/include/esp_netif_types.h
#pragma once

#include <esp_event.h>
#include <stddef.h>

extern "C" {

typedef enum { IP_EVENT_STA_GOT_IP } ip_event_t;
typedef struct esp_netif_obj esp_netif_t;
typedef esp_err_t (*esp_netif_callback_fn)(void* ctx);

extern const esp_event_base_t IP_EVENT;

}  // extern "C"
