#include "flash/bootloader.h"

namespace esplock::host {

std::optional<BootTarget> findImage(Flash& flash, int chipId, const std::function<void(size_t, const char*)>& log) {
  OtaData data(flash);
  data.takeBootStep();
  const auto chosen = data.selected();
  const size_t first = chosen ? chosen->slot() : 0;
  for (size_t each = 0; each < layout::kSlots; each++) {
    BootTarget target;
    target.slot = (first + each) % layout::kSlots;
    SlotImage source(flash, target.slot);
    const char* fault = readEspImage(source, layout::kSlotBytes, chipId, target.image);
    if (!fault) return target;
    log(target.slot, fault);
  }
  return std::nullopt;
}

}  // namespace esplock::host
