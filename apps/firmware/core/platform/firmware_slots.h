#pragma once

#include "base/bytes.h"

namespace esplock {

/**
 * Two slots for images, one of which runs (ESP-IDF, "Over The Air Updates"). `fault` and `boot` read a whole image;
 * everything else takes no longer than it takes to erase a sector.
 */
class FirmwareSlots {
 public:
  enum class Slot : uint8_t { running, spare };

  virtual ~FirmwareSlots() = default;
  /** Whether the running image goes, at the next restart, for the one before it. */
  virtual bool onTrial() = 0;
  /** Bytes that fit into the slot which does not run; 0 where there is none. */
  virtual size_t spareBytes() = 0;
  /** Length of the whole image that runs; 0 where that is not known. */
  virtual size_t runningBytes() = 0;
  virtual bool read(Slot slot, size_t offset, Buffer out) = 0;

  /**
   * Makes ready for an image in the spare slot. Where the bootloader passed the chosen slot over, because its image is
   * broken, the choice still stands: it is taken back here, or the next image would boot without a trial.
   */
  virtual bool begin() = 0;
  /**
   * Writes into the spare slot, in order from its start, erasing on the way.
   *
   * @param offset a multiple of 1024, as is the size of every write but the last
   */
  virtual bool write(size_t offset, Bytes bytes) = 0;
  /**
   * Looks at the image in the spare slot as the bootloader does.
   *
   * @returns why it would not boot, or is not one of exactly that many bytes for this chip; nullptr where it is
   */
  virtual const char* fault(size_t length) = 0;
  /** Makes the spare slot boot next, on trial. */
  virtual bool boot() = 0;
  /** The running image is good: the trial is over. */
  virtual bool keep() = 0;
};

}  // namespace esplock
