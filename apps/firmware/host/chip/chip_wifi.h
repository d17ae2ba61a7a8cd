#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "chip/bench_link.h"
#include "platform/clock.h"
#include "platform/wifi.h"

namespace esplock::host {

/** The station interface, in the air that the bench describes. */
class SimulatedWifi : public Wifi {
 public:
  SimulatedWifi(BenchLink& bench, Clock& clock, bool paced) : bench_(bench), clock_(clock), paced_(paced) {}

  void join(Text ssid, Text password) override;
  void leave() override { state_ = State::idle; }
  State state() override;
  WifiFailure failure() override { return failure_; }
  int rssi() override;
  void startScan() override;
  int scanned() override;
  AccessPoint found(int index) override;
  /** What is joined leads nowhere. */
  bool isDeadEnd() const {
    const RadioPoint* point = find();
    return point && point->deadEnd;
  }

 private:
  const RadioPoint* find() const;
  void after(int64_t ms) { dueMs_ = clock_.uptimeMs() + (paced_ ? ms : 0); }

  BenchLink& bench_;
  Clock& clock_;
  bool paced_;
  State state_ = State::idle;
  WifiFailure failure_ = WifiFailure::none;
  std::string ssid_;
  std::string password_;
  int64_t dueMs_ = 0;
  int64_t scanDueMs_ = 0;
  std::vector<RadioPoint> found_;
};

}  // namespace esplock::host
