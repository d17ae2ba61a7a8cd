#pragma once

namespace esplock {

/** One long computation beside the main loop, such as making the device key; it shares nothing but its own argument. */
class Background {
 public:
  virtual ~Background() = default;
  virtual void start(void (*work)(void*), void* argument) = 0;
  /** Whether the work is done; what it wrote can be read then. */
  virtual bool done() = 0;
};

}  // namespace esplock
