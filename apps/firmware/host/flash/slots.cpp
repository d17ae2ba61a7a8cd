#include "flash/slots.h"

namespace esplock::host {

bool FlashSlots::onTrial() {
  const auto chosen = data_.selected();
  return chosen && chosen->slot() == running_.slot && chosen->state == OtaData::pendingVerify;
}

bool FlashSlots::read(Slot slot, size_t offset, Buffer out) {
  const size_t number = slot == Slot::running ? running_.slot : spare();
  if (offset + out.capacity > layout::kSlotBytes) return false;
  return flash_.read(layout::slot(number) + offset, out);
}

bool FlashSlots::begin() {
  const auto chosen = data_.selected();
  return !chosen || chosen->slot() == running_.slot || data_.select(running_.slot, OtaData::valid);
}

bool FlashSlots::write(size_t offset, Bytes bytes) {
  if (offset + bytes.size > layout::kSlotBytes) return false;
  const size_t start = layout::slot(spare()) + offset;
  const bool sector = offset % kSectorBytes == 0;
  return (!sector || flash_.erase(start)) && flash_.write(start, bytes);
}

const char* FlashSlots::fault(size_t length) {
  SlotImage source(flash_, spare());
  EspImage image;
  if (const char* fault = readEspImage(source, length, chipId_, image)) return fault;
  if (image.length != length) return "the image ends before its signed size";
  if (!image.hashed) return "no SHA-256 is appended";
  return image.described ? nullptr : "there is no application descriptor";
}

}  // namespace esplock::host
