#pragma once

#include <esp_ota_ops.h>
#include <esp_partition.h>
#include <sdkconfig.h>

#include "platform/firmware_slots.h"

#if !CONFIG_BOOTLOADER_APP_ROLLBACK_ENABLE
#error "without CONFIG_BOOTLOADER_APP_ROLLBACK_ENABLE an update would boot without a trial"
#endif

namespace esplock {

/**
 * The two slots of `partitions.csv`. Written by `esp_partition_write`, for `esp_ota_write` judges the first byte of an image
 * before its hash is known; chosen, tried and kept by `esp_ota_ops`.
 */
class ChipSlots : public FirmwareSlots {
 public:
  ChipSlots();

  bool onTrial() override;
  size_t spareBytes() override { return spare_ ? spare_->size : 0; }
  size_t runningBytes() override { return runningBytes_; }
  bool read(Slot slot, size_t offset, Buffer out) override;
  bool begin() override;
  bool write(size_t offset, Bytes bytes) override;
  const char* fault(size_t length) override;
  bool boot() override { return spare_ && esp_ota_set_boot_partition(spare_) == ESP_OK; }
  bool keep() override { return esp_ota_mark_app_valid_cancel_rollback() == ESP_OK; }

 private:
  const esp_partition_t* running_;
  const esp_partition_t* spare_;
  size_t runningBytes_ = 0;
};

}  // namespace esplock
