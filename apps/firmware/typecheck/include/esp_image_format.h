// ESP-IDF 5.5: components/bootloader_support/include/esp_image_format.h, esp_app_format.h
#pragma once

#include <esp_err.h>
#include <esp_flash_partitions.h>

extern "C" {

typedef enum { ESP_IMAGE_VERIFY, ESP_IMAGE_VERIFY_SILENT } esp_image_load_mode_t;

typedef struct {
  uint8_t hash_appended;
} esp_image_header_t;

typedef struct {
  esp_image_header_t image;
  uint32_t image_len;
} esp_image_metadata_t;

esp_err_t esp_image_verify(esp_image_load_mode_t mode, const esp_partition_pos_t* part, esp_image_metadata_t* data);
esp_err_t esp_image_get_metadata(const esp_partition_pos_t* part, esp_image_metadata_t* metadata);

}  // extern "C"
