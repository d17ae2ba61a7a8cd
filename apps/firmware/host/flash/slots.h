#pragma once

#include "flash/bootloader.h"
#include "platform/firmware_slots.h"

namespace esplock::host {

/** The image slots as the program that runs in one of them sees them. */
class FlashSlots : public FirmwareSlots {
 public:
  FlashSlots(Flash& flash, const BootTarget& running, int chipId)
      : flash_(flash), data_(flash), running_(running), chipId_(chipId) {}

  bool onTrial() override;
  size_t spareBytes() override { return layout::kSlotBytes; }
  size_t runningBytes() override { return running_.image.length; }
  bool read(Slot slot, size_t offset, Buffer out) override;
  bool begin() override;
  bool write(size_t offset, Bytes bytes) override;
  const char* fault(size_t length) override;
  bool boot() override { return data_.select(spare(), OtaData::fresh); }
  bool keep() override { return onTrial() && data_.setState(OtaData::valid); }

 private:
  size_t spare() const { return 1 - running_.slot; }

  Flash& flash_;
  OtaData data_;
  BootTarget running_;
  int chipId_;
};

}  // namespace esplock::host
