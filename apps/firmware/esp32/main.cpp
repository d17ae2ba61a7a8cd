// The firmware on a real chip. Written against ESP-IDF 5's C API; Arduino only starts it.

#include <esp_task_wdt.h>
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>

#include "chip_clock.h"
#include "chip_parts.h"
#include "chip_slots.h"
#include "chip_socket.h"
#include "chip_store.h"
#include "chip_system.h"
#include "chip_wifi.h"
#include "esplock.h"

namespace esplock {
namespace {

/** TLS and RSA want most of it. */
constexpr uint32_t kStackBytes = 16 * 1024;
/** Above Wi-Fi's own tasks it would starve them; above everything else the bolt is never late. */
constexpr UBaseType_t kPriority = 5;

ChipPins pins;

[[noreturn]] void run(void*) {
  static ChipClock clock;
  static ChipRandom random;
  static ChipStore store;
  static ChipSerial serial;
  static ChipWifi wifi;
  static ChipSocket socket(wifi);
  static ChipSocket downloadSocket(wifi);
  static ChipTrust trust;
  static ChipSystem system;
  static ChipSlots slots;
  static ChipBackground background;
  static Watcher nobody;
  serial.begin();
  system.begin();
  if (!store.begin()) esp_restart();
  // The radio first: without it the boot nonce and the device key would not be random.
  wifi.begin();
  clock.askTimeServer();
  static Platform platform{clock, random, store,  serial,     wifi,   socket, downloadSocket,
                           trust, pins,   system, background, nobody, slots};
  static Esplock program(platform);
  esp_task_wdt_add(nullptr);
  for (;;) {
    esp_task_wdt_reset();
    program.poll();
    vTaskDelay(1);
  }
}

}  // namespace
}  // namespace esplock

/** Before anything else of the program, so that the lock pin is driven as early as can be. */
__attribute__((constructor(101))) static void holdLockPin() {
  gpio_set_level(esplock::board::kLock, 1 - esplock::board::kLockActive);
  gpio_set_direction(esplock::board::kLock, GPIO_MODE_OUTPUT);
}

void setup() {
  esplock::pins.begin();
  xTaskCreate(esplock::run, "esplock", esplock::kStackBytes, nullptr, esplock::kPriority, nullptr);
}

void loop() { vTaskDelete(nullptr); }
