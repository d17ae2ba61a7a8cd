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
  /** What a time server says (SNTP, RFC 4330), counted on since: milliseconds since the epoch; 0 where none has answered. */
  virtual int64_t networkMs() { return 0; }
};

}  // namespace esplock
