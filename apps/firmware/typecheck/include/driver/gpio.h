// ESP-IDF 5.5: components/esp_driver_gpio/include/driver/gpio.h, components/soc/*/include/soc/gpio_num.h, components/hal/include/hal/gpio_types.h
#pragma once

#include <esp_err.h>
#include <soc/soc_caps.h>

extern "C" {

// The pins that a chip has, of those that some board uses.
typedef enum {
  GPIO_NUM_1 = 1,
  GPIO_NUM_3 = 3,
  GPIO_NUM_4 = 4,
  GPIO_NUM_5 = 5,
  GPIO_NUM_6 = 6,
  GPIO_NUM_8 = 8,
  GPIO_NUM_10 = 10,
#if !CONFIG_IDF_TARGET_ESP32C3
  GPIO_NUM_26 = 26,
  GPIO_NUM_27 = 27,
  GPIO_NUM_32 = 32,
  GPIO_NUM_33 = 33,
#endif
#if CONFIG_IDF_TARGET_ESP32S3
  GPIO_NUM_48 = 48,
#endif
} gpio_num_t;

typedef enum { GPIO_MODE_DISABLE = 0, GPIO_MODE_INPUT = 1, GPIO_MODE_OUTPUT = 2 } gpio_mode_t;
typedef enum { GPIO_PULLUP_ONLY, GPIO_PULLDOWN_ONLY, GPIO_PULLUP_PULLDOWN, GPIO_FLOATING } gpio_pull_mode_t;

esp_err_t gpio_set_level(gpio_num_t gpio_num, uint32_t level);
int gpio_get_level(gpio_num_t gpio_num);
esp_err_t gpio_set_direction(gpio_num_t gpio_num, gpio_mode_t mode);
esp_err_t gpio_set_pull_mode(gpio_num_t gpio_num, gpio_pull_mode_t pull);

}  // extern "C"
