#pragma once

#include <driver/gpio.h>
#include <driver/uart.h>
#include <esp_log.h>
#include <esp_random.h>
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>
#include <soc/soc_caps.h>
#if SOC_USB_SERIAL_JTAG_SUPPORTED
#include <driver/usb_serial_jtag.h>
#endif

#include <algorithm>
#include <atomic>
#include <cstdarg>
#include <cstdio>

#include "board.h"
#include "pixel.h"
#include "platform/platform.h"

namespace esplock {

/** The small parts of a chip, on ESP-IDF 5's C API. The larger ones have files of their own. */

/** True randomness while the radio is on, which it is from boot on. */
class ChipRandom : public Random {
 public:
  void fill(Buffer out) override { esp_fill_random(out.data, out.capacity); }
};

/** UART0, and on chips that have USB themselves that too: whichever of them the cable is in. */
class ChipSerial : public SerialPort {
 public:
  void begin() {
    uart_driver_install(UART_NUM_0, kReceiveBytes, kSendBytes, 0, nullptr, 0);
    uart_set_baudrate(UART_NUM_0, 115'200);
    esp_log_set_vprintf(writeLogOfIdf);
#if SOC_USB_SERIAL_JTAG_SUPPORTED
    usb_serial_jtag_driver_config_t config{};
    config.rx_buffer_size = kReceiveBytes;
    config.tx_buffer_size = kSendBytes;
    usb_ = usb_serial_jtag_driver_install(&config) == ESP_OK;
#endif
  }
  void write(Bytes bytes) override {
    uart_write_bytes(UART_NUM_0, bytes.data, bytes.size);
#if SOC_USB_SERIAL_JTAG_SUPPORTED
    if (usb_) writeUsb(bytes);
#endif
  }
  size_t read(Buffer out) override {
    int size = uart_read_bytes(UART_NUM_0, out.data, out.capacity, 0);
#if SOC_USB_SERIAL_JTAG_SUPPORTED
    if (usb_ && size <= 0) size = usb_serial_jtag_read_bytes(out.data, out.capacity, 0);
#endif
    return size > 0 ? static_cast<size_t>(size) : 0;
  }

 private:
  static constexpr int kReceiveBytes = 4096;
  static constexpr int kSendBytes = 2048;

  /** Each of its lines in one piece, as the program's are: so none falls into the middle of another. Any task calls it. */
  static int writeLogOfIdf(const char* format, va_list arguments) {
    char line[192];
    const int size = std::vsnprintf(line, sizeof line, format, arguments);
    if (size <= 0) return size;
    const bool whole = static_cast<size_t>(size) < sizeof line;
    if (!whole) line[sizeof line - 2] = '\n';
    uart_write_bytes(UART_NUM_0, line, whole ? static_cast<size_t>(size) : sizeof line - 1);
    return size;
  }

#if SOC_USB_SERIAL_JTAG_SUPPORTED
  static constexpr size_t kPieceBytes = kSendBytes / 2;
  static constexpr uint32_t kPatienceMs = 50;

  /**
   * In pieces, for the driver takes one whole or not at all. A host that reads is given a moment. What nobody takes in is
   * lost, as on a UART that nobody listens to: nothing waits for a cable.
   */
  void writeUsb(Bytes bytes) {
    for (size_t at = 0; at < bytes.size; at += kPieceBytes) {
      const size_t size = std::min(kPieceBytes, bytes.size - at);
      heard_ = usb_serial_jtag_write_bytes(bytes.data + at, size, heard_ ? pdMS_TO_TICKS(kPatienceMs) : 0) > 0;
      if (!heard_) return;
    }
  }

  bool usb_ = false;
  bool heard_ = true;
#endif
};

class ChipPins : public Pins {
 public:
  /** The level before the direction: the pin never shows another. */
  void begin() {
    gpio_set_level(board::kLock, 1 - board::kLockActive);
    gpio_set_direction(board::kLock, GPIO_MODE_OUTPUT);
    for (const gpio_num_t input : {board::kContact, board::kTamper}) {
      gpio_set_direction(input, GPIO_MODE_INPUT);
      gpio_set_pull_mode(input, GPIO_PULLUP_ONLY);
    }
    pixel_.begin();
  }
  void setBolt(bool drawn) override {
    gpio_set_level(board::kLock, drawn ? board::kLockActive : 1 - board::kLockActive);
  }
  void setLed(const Rgb* colour) override { pixel_.show(colour ? *colour : Rgb{0, 0, 0}); }
  /** Switches to ground that are closed while the door, or the case, is. */
  bool contactOpen() override { return gpio_get_level(board::kContact) != 0; }
  bool tampered() override { return gpio_get_level(board::kTamper) != 0; }

 private:
  Pixel pixel_;
};

/** A task at the lowest priority: it shares the time that nobody wants. */
class ChipBackground : public Background {
 public:
  void start(void (*work)(void*), void* argument) override {
    work_ = work;
    argument_ = argument;
    const auto run = [](void* self) {
      auto* background = static_cast<ChipBackground*>(self);
      background->work_(background->argument_);
      background->done_ = true;
      vTaskDelete(nullptr);
    };
    xTaskCreate(run, "background", kStackBytes, this, tskIDLE_PRIORITY, nullptr);
  }
  bool done() override { return done_; }

 private:
  static constexpr uint32_t kStackBytes = 8 * 1024;
  void (*work_)(void*) = nullptr;
  void* argument_ = nullptr;
  std::atomic<bool> done_{false};
};

}  // namespace esplock
