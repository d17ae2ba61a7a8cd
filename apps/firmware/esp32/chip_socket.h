#pragma once

#include <lwip/ip_addr.h>

#include <atomic>

#include "base/fixed_text.h"
#include "platform/tcp_socket.h"
#include "platform/wifi.h"

namespace esplock {

/** TCP of lwIP. Names are resolved by its own task, so that nothing waits here. */
class ChipSocket : public TcpSocket {
 public:
  explicit ChipSocket(Wifi& wifi) : wifi_(wifi) {}

  void connect(Text host, uint16_t port) override;
  State state() override;
  int send(Bytes bytes) override;
  int receive(Buffer out) override;
  void close() override;

 private:
  /** What the resolver's task says. */
  struct Answer {
    std::atomic<bool> done{false};
    bool found = false;
    ip_addr_t address{};
  };

  static void resolved(const char* name, const ip_addr_t* address, void* self);
  void answer(const ip_addr_t* address);
  void open();

  Wifi& wifi_;
  State state_ = State::closed;
  int fd_ = -1;
  bool resolving_ = false;
  uint16_t port_ = 0;
  char name_[254];
  Answer answer_;
};

}  // namespace esplock
