// The firmware on a real chip. Written against ESP-IDF 5's C API; Arduino only starts it.

#include <esp_heap_caps.h>
#include <esp_system.h>
#include <esp_task_wdt.h>
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>
#include <sdkconfig.h>
#if CONFIG_IDF_TARGET_ESP32
#include <esp_bt.h>
#endif

#include <new>

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

[[noreturn]] void run(void* room) {
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
  Esplock& program = *new (room) Esplock(platform);
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

#if CONFIG_IDF_TARGET_ESP32
/** Asked by Arduino, which gives Bluetooth's memory back by halves, without the 36 KB that both of its modes share. */
extern "C" bool btInUse() { return true; }

/** There is no Bluetooth here: all of its memory is the heap's. */
static void releaseBluetooth() { esp_bt_controller_mem_release(ESP_BT_MODE_BTDM); }
#else
static void releaseBluetooth() {}
#endif

void setup() {
  using esplock::Esplock;
  esplock::pins.begin();
  releaseBluetooth();
  // Before anything divides the heap, and never given back. Static it would not leave enough: the linker of an ESP32 has
  // 124 580 bytes for all that is, Arduino's own included.
  void* const room = heap_caps_aligned_alloc(alignof(Esplock), sizeof(Esplock), MALLOC_CAP_8BIT);
  if (!room) esp_system_abort("no room for the program");
  xTaskCreate(esplock::run, "esplock", esplock::kStackBytes, room, esplock::kPriority, nullptr);
}

void loop() { vTaskDelete(nullptr); }
