#pragma once

#include "base/fixed_text.h"

namespace esplock::host {

/** Where the bytes of an image are. */
class ImageSource {
 public:
  virtual ~ImageSource() = default;
  virtual bool read(size_t offset, Buffer out) = 0;
};

/** What an application image says of itself (ESP-IDF, "App Image Format", `esp_app_format.h` and `esp_app_desc.h`). */
struct EspImage {
  /** From its header to the end of the appended hash. */
  size_t length = 0;
  /** Whether a SHA-256 is appended; it was right then. */
  bool hashed = false;
  /** Whether it has an application descriptor: what follows is empty without. */
  bool described = false;
  FixedText<31> project;
  FixedText<31> version;
  /** When it was built, milliseconds since the epoch; 0 where it does not say. */
  int64_t builtAtMs = 0;
};

/** @returns the id in the header of a chip's images, -1 for a name that is none of esplock's chips */
int chipIdOf(Text chip);

/**
 * Reads and checks an image as the bootloader does before it jumps into one.
 *
 * @param size of what it lies in: nothing behind may belong to it
 * @param chipId it has to be for
 * @returns what is wrong with it, or nullptr
 */
const char* readEspImage(ImageSource& source, size_t size, int chipId, EspImage& into);

}  // namespace esplock::host
