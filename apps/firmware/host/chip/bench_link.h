#pragma once

#include <deque>

#include "link.h"
#include "world.h"

namespace esplock::host {

/** The chip's end of the link, and what the bench has told it. */
class BenchLink {
 public:
  explicit BenchLink(int fd) : link_(fd) {}

  int fd() const { return link_.fd(); }
  const World& world() const { return world_; }
  /** Milliseconds that passed at once. */
  int64_t advancedMs() const { return advancedMs_; }
  std::deque<uint8_t>& uart() { return uart_; }

  void tell(Kind kind, const void* data = nullptr, size_t size = 0);
  /** Takes in what has come. The process ends with the bench. */
  void listen();
  /** Waits for the world as it is at power-on. */
  void awaitWorld();
  WriteVerdict askWrite();

 private:
  void take(Kind kind);
  void awaitOne(Kind wanted);

  Link link_;
  World world_{};
  int64_t advancedMs_ = 0;
  std::deque<uint8_t> uart_;
  std::vector<uint8_t> data_;
};

}  // namespace esplock::host
