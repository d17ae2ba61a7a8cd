#include "chip_slots.h"

#include <esp_image_format.h>

namespace esplock {
namespace {

constexpr size_t kSectorBytes = 4096;
/** With flash encryption, bytes are written so many at a time. */
constexpr size_t kBlockBytes = 16;

esp_partition_pos_t placeOf(const esp_partition_t* partition) { return {partition->address, partition->size}; }

}  // namespace

ChipSlots::ChipSlots()
    : running_(esp_ota_get_running_partition()), spare_(esp_ota_get_next_update_partition(nullptr)) {
  if (spare_ && spare_->address == running_->address) spare_ = nullptr;
  const esp_partition_pos_t place = placeOf(running_);
  esp_image_metadata_t found{};
  if (esp_image_get_metadata(&place, &found) == ESP_OK) runningBytes_ = found.image_len;
}

bool ChipSlots::onTrial() {
  esp_ota_img_states_t state;
  return esp_ota_get_state_partition(running_, &state) == ESP_OK && state == ESP_OTA_IMG_PENDING_VERIFY;
}

bool ChipSlots::read(Slot slot, size_t offset, Buffer out) {
  const esp_partition_t* from = slot == Slot::running ? running_ : spare_;
  return from && esp_partition_read(from, offset, out.data, out.capacity) == ESP_OK;
}

bool ChipSlots::begin() {
  if (!spare_) return false;
  const esp_partition_t* chosen = esp_ota_get_boot_partition();
  if (chosen && chosen->address == running_->address) return true;
  // The running image is good: what chooses it anew must not put it on trial.
  return esp_ota_set_boot_partition(running_) == ESP_OK && esp_ota_mark_app_valid_cancel_rollback() == ESP_OK;
}

bool ChipSlots::write(size_t offset, Bytes bytes) {
  if (!spare_) return false;
  if (offset % kSectorBytes == 0 && esp_partition_erase_range(spare_, offset, kSectorBytes) != ESP_OK) return false;
  const size_t whole = bytes.size / kBlockBytes * kBlockBytes;
  if (whole > 0 && esp_partition_write(spare_, offset, bytes.data, whole) != ESP_OK) return false;
  if (whole == bytes.size) return true;
  uint8_t last[kBlockBytes];
  std::memset(last, 0xff, sizeof last);
  std::memcpy(last, bytes.data + whole, bytes.size - whole);
  return esp_partition_write(spare_, offset + whole, last, sizeof last) == ESP_OK;
}

const char* ChipSlots::fault(size_t length) {
  const esp_partition_pos_t place = placeOf(spare_);
  esp_image_metadata_t found{};
  // Magic, chip, segments, checksum and hash, and with Secure Boot the signature: as the bootloader looks at it.
  if (esp_image_verify(ESP_IMAGE_VERIFY, &place, &found) != ESP_OK) return "the bootloader would not start it";
  if (found.image_len != length) return "the image ends before its signed size";
  if (!found.image.hash_appended) return "no SHA-256 is appended";
  esp_app_desc_t about;
  if (esp_ota_get_partition_description(spare_, &about) != ESP_OK) return "there is no application descriptor";
  return nullptr;
}

}  // namespace esplock

/** Arduino keeps a new image before its program has run. This program keeps it once it has reached its relay. */
extern "C" bool verifyRollbackLater() { return true; }
