#pragma once

#include "base/bytes.h"

namespace esplock {

/**
 * The `jti`s seen in the last 120 s by the chip's timer, which no relay can set. Of a command that is forgotten its
 * `iat` still counts: nothing as old as the newest that was run is taken any more, whatever the clock is told. Memory is
 * bounded: when it is full of commands that could still be replayed, new ones are refused.
 */
class ReplayMemory {
 public:
  static constexpr size_t kCapacity = 256;

  enum class Verdict : uint8_t { isNew, replayed, stale, full };

  /** Remembers a command, unless it is not new. @param now milliseconds since boot */
  Verdict admit(Text jti, int64_t iat, int64_t now);

  /** Only commands of somebody authorised move the limit, or a stranger with a late `iat` could shut the door. */
  void authorise(Text jti);

 private:
  /**
   * Of the hash of a `jti`, which may be longer than what is kept of it. Two that share a tag refuse each other: nothing
   * is ever taken for it, and nobody finds one to keep another's command out with.
   */
  static constexpr size_t kTagBytes = 12;

  struct Seen {
    uint8_t tag[kTagBytes];
    /** Seconds since boot, rounded up. */
    uint32_t until;
    uint64_t authorised : 1;
    uint64_t iat : 63;
  };

  void forget(int64_t now);
  Seen* find(const uint8_t (&tag)[kTagBytes]);

  /** A ring, the oldest first. */
  Seen seen_[kCapacity];
  size_t first_ = 0;
  size_t count_ = 0;
  int64_t forgottenIat_ = -1;
};

}  // namespace esplock
