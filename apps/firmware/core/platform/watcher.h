#pragma once

#include "base/bytes.h"

namespace esplock {

/** Who watches what the program does: a test bench, or nobody. Without effect on the program. */
class Watcher {
 public:
  virtual ~Watcher() = default;
  /** The LED begins a pattern of section 8, or `identify`; empty: it is dark. */
  virtual void pattern(Text) {}
  /** As `device.info` names it. */
  virtual void stage(Text) {}
};

}  // namespace esplock
