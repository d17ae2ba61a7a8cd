#include "flash/flash.h"

#include <algorithm>

namespace esplock::host {

bool Flash::erase(size_t at) {
  uint8_t ones[kSectorBytes];
  std::memset(ones, 0xff, sizeof ones);
  return change(at, ones);
}

bool Flash::write(size_t at, Bytes bytes) {
  while (bytes.size > 0) {
    const size_t size = std::min(bytes.size, kPageBytes - at % kPageBytes);
    uint8_t page[kPageBytes];
    if (!load(at, Buffer(page, size))) return false;
    for (size_t each = 0; each < size; each++) page[each] &= bytes.data[each];
    if (!change(at, Bytes(page, size))) return false;
    at += size;
    bytes = Bytes(bytes.data + size, bytes.size - size);
  }
  return true;
}

bool Flash::change(size_t at, Bytes bytes) {
  const WriteVerdict verdict = power();
  if (verdict.cut) bytes.size = static_cast<size_t>(static_cast<double>(bytes.size) * std::min(1.0, verdict.done));
  const bool stored = store(at, bytes);
  if (verdict.cut) cut();
  return stored && !verdict.cut;
}

}  // namespace esplock::host
