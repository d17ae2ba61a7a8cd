#pragma once

#include <sys/random.h>

#include "platform/random.h"

namespace esplock::test {

class TestRandom : public Random {
 public:
  void fill(Buffer out) override {
    if (getrandom(out.data, out.capacity, 0) < 0) __builtin_abort();
  }
};

}  // namespace esplock::test
