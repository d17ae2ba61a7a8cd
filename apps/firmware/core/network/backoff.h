#pragma once

#include <algorithm>

#include "platform/random.h"

namespace esplock {

/** Exponential backoff with full jitter: anything up to 1 s, 2 s, 4 s … 60 s (section 3). */
class Backoff {
 public:
  explicit Backoff(Random& random) : random_(random) {}

  /** Milliseconds to wait before the next attempt. */
  int64_t next() {
    const int64_t ceiling = std::min<int64_t>(60'000, int64_t{1'000} << std::min(attempt_, 10));
    attempt_++;
    return randomBetween(random_, 0, ceiling);
  }

  void reset() { attempt_ = 0; }

 private:
  Random& random_;
  int attempt_ = 0;
};

}  // namespace esplock
