#pragma once

#include "base/fixed_text.h"

namespace esplock {

enum class WifiFailure : uint8_t { none, noAccessPoint, wrongPassword, timeout };

struct AccessPoint {
  FixedText<32> ssid;
  /** dBm, negative. */
  int rssi = 0;
  bool secured = false;
};

/** The Wi-Fi station. Nothing here waits. */
class Wifi {
 public:
  enum class State : uint8_t { idle, joining, joined, failed };

  virtual ~Wifi() = default;
  virtual void join(Text ssid, Text password) = 0;
  virtual void leave() = 0;
  /** `joined` turns into `idle` when the connection is lost. */
  virtual State state() = 0;
  /** Why, in the state `failed`. */
  virtual WifiFailure failure() = 0;
  /** dBm, while joined. */
  virtual int rssi() = 0;

  virtual void startScan() = 0;
  /** @returns how many were found, the strongest first; -1 while it looks */
  virtual int scanned() = 0;
  virtual AccessPoint found(int index) = 0;
};

}  // namespace esplock
