// ESP-IDF 5.5: components/esp_driver_rmt/include/driver/rmt_tx.h, rmt_encoder.h, rmt_common.h, components/hal/include/hal/rmt_types.h
#pragma once

#include <driver/gpio.h>
#include <esp_err.h>
#include <stddef.h>

extern "C" {

typedef struct rmt_channel_t* rmt_channel_handle_t;
typedef struct rmt_encoder_t* rmt_encoder_handle_t;
typedef enum { RMT_CLK_SRC_DEFAULT = 4 } rmt_clock_source_t;

typedef union {
  struct {
    uint16_t duration0 : 15;
    uint16_t level0 : 1;
    uint16_t duration1 : 15;
    uint16_t level1 : 1;
  };
  uint32_t val;
} rmt_symbol_word_t;

typedef struct {
  gpio_num_t gpio_num;
  rmt_clock_source_t clk_src;
  uint32_t resolution_hz;
  size_t mem_block_symbols;
  size_t trans_queue_depth;
  int intr_priority;
  struct {
    uint32_t invert_out : 1;
    uint32_t with_dma : 1;
    uint32_t io_loop_back : 1;
    uint32_t io_od_mode : 1;
    uint32_t allow_pd : 1;
    uint32_t init_level : 1;
  } flags;
} rmt_tx_channel_config_t;

typedef struct {
  int loop_count;
  struct {
    uint32_t eot_level : 1;
    uint32_t queue_nonblocking : 1;
  } flags;
} rmt_transmit_config_t;

typedef struct {
  rmt_symbol_word_t bit0;
  rmt_symbol_word_t bit1;
  struct {
    uint32_t msb_first : 1;
  } flags;
} rmt_bytes_encoder_config_t;

esp_err_t rmt_new_tx_channel(const rmt_tx_channel_config_t* config, rmt_channel_handle_t* ret_chan);
esp_err_t rmt_new_bytes_encoder(const rmt_bytes_encoder_config_t* config, rmt_encoder_handle_t* ret_encoder);
esp_err_t rmt_enable(rmt_channel_handle_t channel);
esp_err_t rmt_transmit(rmt_channel_handle_t tx_channel, rmt_encoder_handle_t encoder, const void* payload,
                       size_t payload_bytes, const rmt_transmit_config_t* config);
esp_err_t rmt_tx_wait_all_done(rmt_channel_handle_t tx_channel, int timeout_ms);

}  // extern "C"
