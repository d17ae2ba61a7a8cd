#pragma once

#include "options.h"

namespace esplock::host {

/** Runs a board with its UART and its controls until it is told to stop. @returns an exit code */
int runBench(const Options& options);

}  // namespace esplock::host
