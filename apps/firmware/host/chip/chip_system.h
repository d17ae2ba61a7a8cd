#pragma once

#include <string>

#include "options.h"
#include "platform/system.h"

namespace esplock::host {

/** What a chip knows of itself; its MAC and its eFuses are files. */
class HostSystem : public System {
 public:
  explicit HostSystem(const Options& options);

  void restart() override;
  size_t freeHeap() override;
  Text uid() override { return uid_; }
  Text chip() override { return options_.chip; }
  Text version() override;
  int64_t builtAtMs() override { return options_.builtAtMs; }
  bool chipSecret(uint8_t (&into)[32]) override;

 private:
  const Options& options_;
  std::string uid_;
};

}  // namespace esplock::host
