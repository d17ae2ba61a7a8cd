// ESP-IDF 5.5: components/esp_partition/include/esp_partition.h
#pragma once

#include <esp_err.h>
#include <stddef.h>

extern "C" {

// Only by pointer, and only from ESP-IDF: the members that are read.
typedef struct {
  uint32_t address;
  uint32_t size;
} esp_partition_t;

esp_err_t esp_partition_read(const esp_partition_t* partition, size_t src_offset, void* dst, size_t size);
esp_err_t esp_partition_write(const esp_partition_t* partition, size_t dst_offset, const void* src, size_t size);
esp_err_t esp_partition_erase_range(const esp_partition_t* partition, size_t offset, size_t size);

}  // extern "C"
