#include "chip_store.h"

#include <nvs_flash.h>

namespace esplock {

bool ChipStore::begin() {
  esp_err_t error = nvs_flash_init();
  // Of another layout, or cut off in its first use: there is nothing in it that could be kept.
  if (error == ESP_ERR_NVS_NO_FREE_PAGES || error == ESP_ERR_NVS_NEW_VERSION_FOUND) {
    nvs_flash_erase();
    error = nvs_flash_init();
  }
  return error == ESP_OK && nvs_open("esplock", NVS_READWRITE, &handle_) == ESP_OK;
}

int ChipStore::read(const char* key, Buffer out) {
  size_t size = out.capacity;
  const esp_err_t error = nvs_get_blob(handle_, key, out.data, &size);
  return error == ESP_OK ? static_cast<int>(size) : -1;
}

bool ChipStore::write(const char* key, Bytes value) {
  return nvs_set_blob(handle_, key, value.data, value.size) == ESP_OK && nvs_commit(handle_) == ESP_OK;
}

bool ChipStore::remove(const char* key) {
  const esp_err_t error = nvs_erase_key(handle_, key);
  return error == ESP_ERR_NVS_NOT_FOUND || (error == ESP_OK && nvs_commit(handle_) == ESP_OK);
}

bool ChipStore::removeAll() { return nvs_erase_all(handle_) == ESP_OK && nvs_commit(handle_) == ESP_OK; }

}  // namespace esplock
