#include "chip_wifi.h"

#include <esp_netif.h>
#include <esp_wifi.h>

#include <cstring>

namespace esplock {

void ChipWifi::begin() {
  esp_netif_init();
  esp_event_loop_create_default();
  esp_netif_create_default_wifi_sta();
  const wifi_init_config_t config = WIFI_INIT_CONFIG_DEFAULT();
  esp_wifi_init(&config);
  // The settings are esplock's to keep, sealed.
  esp_wifi_set_storage(WIFI_STORAGE_RAM);
  esp_event_handler_register(WIFI_EVENT, ESP_EVENT_ANY_ID, heard, this);
  esp_event_handler_register(IP_EVENT, IP_EVENT_STA_GOT_IP, heard, this);
  esp_wifi_set_mode(WIFI_MODE_STA);
  esp_wifi_start();
}

void ChipWifi::join(Text ssid, Text password) {
  wifi_config_t config;
  wifi_sta_config_t& station = config.sta;
  station = {};
  ssid.copy(reinterpret_cast<char*>(station.ssid), sizeof station.ssid);
  password.copy(reinterpret_cast<char*>(station.password), sizeof station.password);
  // An open network only where the settings name one: nobody's fake without a password is joined instead.
  station.threshold.authmode = password.empty() ? WIFI_AUTH_OPEN : WIFI_AUTH_WPA2_PSK;
  station.sae_pwe_h2e = WPA3_SAE_PWE_BOTH;
  station.scan_method = WIFI_ALL_CHANNEL_SCAN;
  station.sort_method = WIFI_CONNECT_AP_BY_SIGNAL;
  leave();
  esp_wifi_set_config(WIFI_IF_STA, &config);
  failure_ = WifiFailure::none;
  state_ = State::joining;
  esp_wifi_connect();
}

void ChipWifi::leave() {
  state_ = State::idle;
  esp_wifi_disconnect();
}

int ChipWifi::rssi() {
  wifi_ap_record_t joined{};
  return esp_wifi_sta_get_ap_info(&joined) == ESP_OK ? joined.rssi : -128;
}

void ChipWifi::startScan() {
  scanning_ = true;
  foundCount_ = 0;
  if (esp_wifi_scan_start(nullptr, false) != ESP_OK) scanning_ = false;
}

int ChipWifi::scanned() {
  if (scanning_) return -1;
  if (foundCount_ == 0) {
    foundCount_ = kMaxFound;
    if (esp_wifi_scan_get_ap_records(&foundCount_, found_) != ESP_OK) foundCount_ = 0;
  }
  return foundCount_;
}

AccessPoint ChipWifi::found(int index) {
  const wifi_ap_record_t& record = found_[index];
  const char* ssid = reinterpret_cast<const char*>(record.ssid);
  AccessPoint point;
  point.ssid.assign(Text(ssid, strnlen(ssid, 32)));
  point.rssi = record.rssi;
  point.secured = record.authmode != WIFI_AUTH_OPEN;
  return point;
}

void ChipWifi::heard(void* self, esp_event_base_t base, int32_t id, void* data) {
  auto* wifi = static_cast<ChipWifi*>(self);
  if (base == IP_EVENT) {
    if (wifi->state_ == State::joining) wifi->state_ = State::joined;
  } else if (id == WIFI_EVENT_STA_DISCONNECTED) {
    wifi->disconnected(static_cast<wifi_event_sta_disconnected_t*>(data)->reason);
  } else if (id == WIFI_EVENT_SCAN_DONE) {
    wifi->scanning_ = false;
  }
}

void ChipWifi::disconnected(uint8_t reason) {
  if (state_ == State::joined) state_ = State::idle;
  // One's own `leave` before a `join` is no failure of the join.
  if (state_ != State::joining || reason == WIFI_REASON_ASSOC_LEAVE) return;
  switch (reason) {
    case WIFI_REASON_NO_AP_FOUND:
    case WIFI_REASON_NO_AP_FOUND_W_COMPATIBLE_SECURITY:
    case WIFI_REASON_NO_AP_FOUND_IN_AUTHMODE_THRESHOLD:
    case WIFI_REASON_NO_AP_FOUND_IN_RSSI_THRESHOLD:
      failure_ = WifiFailure::noAccessPoint;
      break;
    case WIFI_REASON_4WAY_HANDSHAKE_TIMEOUT:
    case WIFI_REASON_HANDSHAKE_TIMEOUT:
    case WIFI_REASON_AUTH_FAIL:
    case WIFI_REASON_MIC_FAILURE:
      failure_ = WifiFailure::wrongPassword;
      break;
    default:
      failure_ = WifiFailure::timeout;
  }
  state_ = State::failed;
}

}  // namespace esplock
