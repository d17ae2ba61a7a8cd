#pragma once

#include <driver/rmt_tx.h>

#include "platform/pins.h"

namespace esplock {

/** One WS2812 (NeoPixel), by the RMT peripheral. */
class Pixel {
 public:
  void begin();
  void show(const Rgb& colour);

 private:
  rmt_channel_handle_t channel_ = nullptr;
  rmt_encoder_handle_t encoder_ = nullptr;
  uint8_t bytes_[3] = {};
};

}  // namespace esplock
