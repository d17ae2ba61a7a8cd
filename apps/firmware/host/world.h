#pragma once

#include <cstdint>

namespace esplock::host {

/** An access point that the chip can hear. */
struct RadioPoint {
  char ssid[33];
  /** Open without one. */
  char password[64];
  int rssi;
  /** It can be joined and leads nowhere: whatever is sent over it vanishes. */
  bool deadEnd;
};

/** A name that the chip's network resolves by itself. */
struct HostName {
  char name[128];
  char address[64];
};

/** What a real door can suffer; the names are those of the virtual door. */
struct Faults {
  bool wifiGone;
  /** Packets vanish: nothing is refused and nothing answers. */
  bool blackhole;
  /** Added to what the wall clock says. */
  int64_t clockOffsetMs;
  /** How fast the wall clock runs; 1 is right, negative runs backwards. */
  double clockRate;
};

/** Everything around the chip; the bench sends it whole at every change. */
struct World {
  static constexpr int kMaxPoints = 16;
  static constexpr int kMaxNames = 8;

  bool contactOpen;
  bool tampered;
  Faults faults;
  RadioPoint points[kMaxPoints];
  int pointCount;
  HostName names[kMaxNames];
  int nameCount;
};

}  // namespace esplock::host
