#pragma once

#include "base/bytes.h"

namespace esplock {

/** `major.minor.patch`, each 0 to 65535 without leading zeros. */
bool isVersion(Text text);

/**
 * Which of two versions is the later one. A text of another form, as a board in development may report, is older than
 * every release.
 *
 * @returns below 0 where `a` is the older one, above 0 where `b` is
 */
int compareVersions(Text a, Text b);

}  // namespace esplock
