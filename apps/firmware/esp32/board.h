#pragma once

#include <driver/gpio.h>
#include <sdkconfig.h>

/**
 * Which pin does what. The lock pin is one that no chip drives or pulls up while it boots, that no strap reads, and that
 * no serial line, flash or PSRAM uses (docs/device.md); a resistor outside holds it low until the program drives it.
 */
namespace esplock::board {

#if CONFIG_IDF_TARGET_ESP32
constexpr char kChip[] = "ESP32";
constexpr gpio_num_t kLock = GPIO_NUM_26;
constexpr gpio_num_t kLed = GPIO_NUM_27;
constexpr gpio_num_t kContact = GPIO_NUM_32;
constexpr gpio_num_t kTamper = GPIO_NUM_33;
#elif CONFIG_IDF_TARGET_ESP32C3
constexpr char kChip[] = "ESP32-C3";
constexpr gpio_num_t kLock = GPIO_NUM_10;
constexpr gpio_num_t kLed = GPIO_NUM_8;
constexpr gpio_num_t kContact = GPIO_NUM_3;
constexpr gpio_num_t kTamper = GPIO_NUM_1;
#elif CONFIG_IDF_TARGET_ESP32S3
constexpr char kChip[] = "ESP32-S3";
constexpr gpio_num_t kLock = GPIO_NUM_4;
constexpr gpio_num_t kLed = GPIO_NUM_48;
constexpr gpio_num_t kContact = GPIO_NUM_5;
constexpr gpio_num_t kTamper = GPIO_NUM_6;
#else
#error "pins of this chip are not known"
#endif

/** Where DHCP names none. */
constexpr char kTimeServer[] = "pool.ntp.org";

/** What draws the bolt back: 1 for a transistor or relay module that is active high. */
constexpr int kLockActive = 1;

}  // namespace esplock::board
