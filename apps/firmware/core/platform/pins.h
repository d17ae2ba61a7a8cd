#pragma once

#include <cstdint>

namespace esplock {

struct Rgb {
  uint8_t red, green, blue;
};

class Pins {
 public:
  virtual ~Pins() = default;
  /** Drives the lock relay; true draws the bolt back. Inactive from the first instant of a reset. */
  virtual void setBolt(bool drawn) = 0;
  /** The pixel at the door; nullptr is dark. */
  virtual void setLed(const Rgb* colour) = 0;
  /** True while the door is open. */
  virtual bool contactOpen() = 0;
  /** True while the case is open. */
  virtual bool tampered() = 0;
};

}  // namespace esplock
