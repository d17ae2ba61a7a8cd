#include "chip/chip_wifi.h"

namespace esplock::host {
namespace {

/** About what an ESP32 takes: 13 channels of 120 ms; association and DHCP; four handshakes that fail. */
constexpr int64_t kScanMs = 1'600;
constexpr int64_t kConnectMs = 700;
constexpr int64_t kWrongPasswordMs = 2'500;
constexpr int64_t kNotFoundMs = 2'000;

}  // namespace

const RadioPoint* SimulatedWifi::find() const {
  const World& world = bench_.world();
  const RadioPoint* best = nullptr;
  for (int each = 0; each < world.pointCount && !world.faults.wifiGone; each++) {
    const RadioPoint& point = world.points[each];
    if (ssid_ == point.ssid && (!best || point.rssi > best->rssi)) best = &point;
  }
  return best;
}

void SimulatedWifi::join(Text ssid, Text password) {
  ssid_ = ssid;
  password_ = password;
  state_ = State::joining;
  const RadioPoint* point = find();
  const bool open = point && point->password[0] == 0;
  if (!point) {
    failure_ = WifiFailure::noAccessPoint;
    after(kNotFoundMs);
  } else if (!open && password_ != point->password) {
    failure_ = WifiFailure::wrongPassword;
    after(kWrongPasswordMs);
  } else {
    failure_ = WifiFailure::none;
    after(kConnectMs);
  }
}

Wifi::State SimulatedWifi::state() {
  const RadioPoint* point = find();
  if (state_ == State::joining && clock_.uptimeMs() >= dueMs_) {
    // The air may have changed meanwhile.
    if (failure_ == WifiFailure::none && !point) failure_ = WifiFailure::noAccessPoint;
    state_ = failure_ == WifiFailure::none ? State::joined : State::failed;
  } else if (state_ == State::joined && (!point || (point->password[0] != 0 && password_ != point->password))) {
    state_ = State::idle;
  }
  return state_;
}

int SimulatedWifi::rssi() {
  const RadioPoint* point = find();
  return point ? point->rssi : -128;
}

void SimulatedWifi::startScan() { scanDueMs_ = clock_.uptimeMs() + (paced_ ? kScanMs : 0); }

int SimulatedWifi::scanned() {
  if (clock_.uptimeMs() < scanDueMs_) return -1;
  const World& world = bench_.world();
  found_.assign(world.points, world.points + (world.faults.wifiGone ? 0 : world.pointCount));
  std::sort(found_.begin(), found_.end(), [](auto& a, auto& b) { return a.rssi > b.rssi; });
  return static_cast<int>(found_.size());
}

AccessPoint SimulatedWifi::found(int index) {
  const RadioPoint& point = found_[static_cast<size_t>(index)];
  AccessPoint result;
  result.ssid.assign(point.ssid);
  result.rssi = point.rssi;
  result.secured = point.password[0] != 0;
  return result;
}

}  // namespace esplock::host
