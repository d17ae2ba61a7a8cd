#pragma once

#include "base/bytes.h"

namespace esplock {

/** The serial line: UART0, 115200 8N1, or what the board has in its place. */
class SerialPort {
 public:
  virtual ~SerialPort() = default;
  virtual void write(Bytes bytes) = 0;
  /** @returns how many bytes there were, without waiting */
  virtual size_t read(Buffer out) = 0;
};

}  // namespace esplock
