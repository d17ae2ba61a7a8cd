#pragma once

#include "base/bytes.h"

namespace esplock {

class System {
 public:
  virtual ~System() = default;
  /** Restarts the chip; on a real one it does not return. */
  virtual void restart() = 0;
  /** Unused heap in bytes. */
  virtual size_t freeHeap() = 0;
  /** Factory MAC, 12 lower-case hex digits. */
  virtual Text uid() = 0;
  /** As esptool names it, for example `ESP32`. */
  virtual Text chip() = 0;
  /** Of the running image. */
  virtual Text version() = 0;
  /** When the running image was built: milliseconds since the epoch. */
  virtual int64_t builtAtMs() = 0;
  /**
   * A secret that only this chip has, from its eFuses, 32 bytes. @returns false where the chip has none, or is not set
   * up for it; then values at rest are only as safe as the flash is (docs/device.md).
   */
  virtual bool chipSecret(uint8_t (&into)[32]) = 0;
};

}  // namespace esplock
