// ESP-IDF 5.5: components/esp_wifi/include/esp_wifi.h, esp_wifi_default.h
#pragma once

#include <esp_err.h>
#include <esp_event.h>
#include <esp_netif_types.h>
#include <esp_wifi_types.h>

extern "C" {

typedef struct {
  int magic;
} wifi_init_config_t;

#define WIFI_INIT_CONFIG_DEFAULT() { 0x1F2F3F4F }

esp_netif_t* esp_netif_create_default_wifi_sta(void);
esp_err_t esp_wifi_init(const wifi_init_config_t* config);
esp_err_t esp_wifi_set_mode(wifi_mode_t mode);
esp_err_t esp_wifi_set_storage(wifi_storage_t storage);
esp_err_t esp_wifi_set_config(wifi_interface_t interface, wifi_config_t* conf);
esp_err_t esp_wifi_start(void);
esp_err_t esp_wifi_connect(void);
esp_err_t esp_wifi_disconnect(void);
esp_err_t esp_wifi_scan_start(const wifi_scan_config_t* config, bool block);
esp_err_t esp_wifi_scan_get_ap_records(uint16_t* number, wifi_ap_record_t* ap_records);
esp_err_t esp_wifi_sta_get_ap_info(wifi_ap_record_t* ap_info);

}  // extern "C"
