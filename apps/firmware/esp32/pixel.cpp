#include "pixel.h"

#include "board.h"

namespace esplock {
namespace {

constexpr uint32_t kTicksPerSecond = 10'000'000;
/** A fifth of full brightness: a pixel at a door, at night. */
constexpr int kDim = 5;

/** WS2812B: 0.3 and 0.9 µs high and low for a 0, the other way round for a 1. */
rmt_symbol_word_t symbol(uint16_t high, uint16_t low) {
  rmt_symbol_word_t word{};
  word.level0 = 1;
  word.duration0 = high;
  word.level1 = 0;
  word.duration1 = low;
  return word;
}

}  // namespace

void Pixel::begin() {
  rmt_tx_channel_config_t config{};
  config.gpio_num = board::kLed;
  config.clk_src = RMT_CLK_SRC_DEFAULT;
  config.resolution_hz = kTicksPerSecond;
  config.mem_block_symbols = 64;
  config.trans_queue_depth = 4;
  rmt_bytes_encoder_config_t bits{};
  bits.bit0 = symbol(3, 9);
  bits.bit1 = symbol(9, 3);
  bits.flags.msb_first = 1;
  if (rmt_new_tx_channel(&config, &channel_) != ESP_OK) return;
  if (rmt_new_bytes_encoder(&bits, &encoder_) == ESP_OK) rmt_enable(channel_);
}

void Pixel::show(const Rgb& colour) {
  if (!encoder_) return;
  // The one before is on its way for 30 µs: its bytes must not change under it.
  rmt_tx_wait_all_done(channel_, 1);
  bytes_[0] = colour.green / kDim;
  bytes_[1] = colour.red / kDim;
  bytes_[2] = colour.blue / kDim;
  const rmt_transmit_config_t once{};
  rmt_transmit(channel_, encoder_, bytes_, sizeof bytes_, &once);
}

}  // namespace esplock
