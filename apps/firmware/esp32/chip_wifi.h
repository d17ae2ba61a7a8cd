#pragma once

#include <esp_event.h>
#include <esp_wifi_types.h>

#include <atomic>

#include "platform/wifi.h"

namespace esplock {

/** The station interface of ESP-IDF. Its events come from another task: what they say is kept in atomics. */
class ChipWifi : public Wifi {
 public:
  /** Also turns the radio on, which is what makes the chip's randomness true randomness. */
  void begin();

  void join(Text ssid, Text password) override;
  void leave() override;
  State state() override { return state_; }
  WifiFailure failure() override { return failure_; }
  int rssi() override;
  void startScan() override;
  int scanned() override;
  AccessPoint found(int index) override;

 private:
  static constexpr uint16_t kMaxFound = 20;

  static void heard(void* self, esp_event_base_t base, int32_t id, void* data);
  void disconnected(uint8_t reason);

  std::atomic<State> state_{State::idle};
  std::atomic<WifiFailure> failure_{WifiFailure::none};
  std::atomic<bool> scanning_{false};
  wifi_ap_record_t found_[kMaxFound];
  uint16_t foundCount_ = 0;
};

}  // namespace esplock
