#pragma once

#include <esp_timer.h>
#include <sys/time.h>

#include "platform/clock.h"

namespace esplock {

class ChipClock : public Clock {
 public:
  int64_t uptimeMs() override { return esp_timer_get_time() / 1000; }
  int64_t wallMs() override {
    timeval now{};
    gettimeofday(&now, nullptr);
    return static_cast<int64_t>(now.tv_sec) * 1000 + now.tv_usec / 1000;
  }
  void setWall(int64_t ms) override {
    timeval now{};
    now.tv_sec = static_cast<time_t>(ms / 1000);
    now.tv_usec = static_cast<suseconds_t>(ms % 1000 * 1000);
    settimeofday(&now, nullptr);
  }
  int64_t networkMs() override;

  /** Asks the time server that DHCP names (option 42), or else the one of `board.h`, from when there is a network. */
  void askTimeServer();
};

}  // namespace esplock
