#pragma once

#include <string>

#include "base/bytes.h"

namespace esplock::host {

struct ImageAbout {
  std::string project;
  std::string version;
  int64_t builtAtMs = 0;
  int chipId = 0;
  /** Besides the descriptor. */
  std::string content;
};

/** An image of one segment: what a chip without any has flashed first, and what tests make. */
std::string buildEspImage(const ImageAbout& about);

}  // namespace esplock::host
