#pragma once

#include <cstdint>

namespace esplock {

class Clock {
 public:
  virtual ~Clock() = default;
  /** Milliseconds since boot; never goes back. */
  virtual int64_t uptimeMs() = 0;
  /** The real-time clock: milliseconds since the epoch; 0 at power-on, until it is set. */
  virtual int64_t wallMs() = 0;
  virtual void setWall(int64_t ms) = 0;
};

}  // namespace esplock
