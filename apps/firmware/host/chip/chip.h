#pragma once

#include "options.h"

namespace esplock::host {

/** Is a chip with power until the process ends. */
[[noreturn]] void runChip(const Options& options);

}  // namespace esplock::host
