#pragma once

#include "jws/jws.h"

namespace esplock {

/** What a release key signed of an image (section 5). Its texts lie in what was parsed. */
struct Release {
  Jws jws;
  Text version;
  Text chip;
  int64_t size = 0;
  /** Of the whole image, in lower-case hexadecimal. */
  Text sha256;
  /** Empty for none. */
  Text minimum;
  /** The way back: the image that may be left for this one. Empty for none. */
  Text allowDowngrade;
};

/** Reads a manifest in place. That a release key signed it is for `verifyJws`. */
Fault parseRelease(char* text, size_t size, JsonDocument& document, Release& into);

/** What an update is held against. */
struct RunningImage {
  Text chip;
  Text version;
  /** In lower-case hexadecimal. */
  Text sha256;
  /** Bytes that fit into the slot which does not run. */
  int64_t slotBytes = 0;
};

/**
 * Whether a device may take an image. Who signed its manifest is not asked here.
 *
 * @returns why not, one of the protocol's errors; nullptr where it may
 */
const char* refuseRelease(const Release& release, const RunningImage& running);

}  // namespace esplock
