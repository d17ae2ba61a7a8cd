#pragma once

#include <string>

#include "flash/esp_image.h"
#include "options.h"
#include "platform/system.h"

namespace esplock::host {

/** What a chip knows of itself; its MAC and its eFuses are files. */
class HostSystem : public System {
 public:
  HostSystem(const Options& options, const EspImage& image);

  void restart() override;
  size_t freeHeap() override;
  Text uid() override { return uid_; }
  Text chip() override { return options_.chip; }
  Text version() override { return image_.version.view(); }
  int64_t builtAtMs() override { return image_.builtAtMs; }
  bool chipSecret(uint8_t (&into)[32]) override;

 private:
  const Options& options_;
  const EspImage& image_;
  std::string uid_;
};

}  // namespace esplock::host
