#pragma once

#include "base/bytes.h"

namespace esplock {

/** UART0: 115200 8N1. */
class SerialPort {
 public:
  virtual ~SerialPort() = default;
  virtual void write(Bytes bytes) = 0;
  /** @returns how many bytes there were, without waiting */
  virtual size_t read(Buffer out) = 0;
};

}  // namespace esplock
