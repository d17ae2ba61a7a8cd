#pragma once

#include <functional>
#include <optional>

#include "flash/esp_image.h"
#include "flash/ota_data.h"

namespace esplock::host {

/** A slot as something that an image lies in. */
class SlotImage : public ImageSource {
 public:
  SlotImage(Flash& flash, size_t slot) : flash_(flash), start_(layout::slot(slot)) {}
  bool read(size_t offset, Buffer out) override { return flash_.read(start_ + offset, out); }

 private:
  Flash& flash_;
  size_t start_;
};

/** What was found to run. */
struct BootTarget {
  size_t slot = 0;
  EspImage image;
};

/**
 * Chooses as ESP-IDF's bootloader does: the chosen slot where its image is whole, else another that is.
 *
 * @param log is told why a slot was passed over
 * @returns nothing where no image boots
 */
std::optional<BootTarget> findImage(Flash& flash, int chipId, const std::function<void(size_t, const char*)>& log);

}  // namespace esplock::host
