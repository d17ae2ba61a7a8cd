#pragma once

#include "base/bytes.h"

namespace esplock {

/** One TCP connection at a time. Nothing here waits. */
class TcpSocket {
 public:
  enum class State : unsigned char { closed, connecting, open, failed };

  virtual ~TcpSocket() = default;
  /** Resolves the name and connects; `state` tells how that goes. */
  virtual void connect(Text host, uint16_t port) = 0;
  virtual State state() = 0;
  /** @returns bytes taken, 0 for none now, -1 where the connection is gone */
  virtual int send(Bytes bytes) = 0;
  /** @returns bytes, 0 for none now, -1 where the connection is gone */
  virtual int receive(Buffer out) = 0;
  virtual void close() = 0;
};

}  // namespace esplock
