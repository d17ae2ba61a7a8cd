#pragma once

#include "options.h"

namespace esplock::host {

/** Flashes the first image where there is no flash yet. @returns false where that cannot be; it is said why */
bool flashFirstImage(const Options& options);

}  // namespace esplock::host
