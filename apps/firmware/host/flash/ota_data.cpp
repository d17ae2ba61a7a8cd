#include "flash/ota_data.h"

#include "flash/esp_image_format.h"

namespace esplock::host {
namespace {

using esp_image::putWord;
using esp_image::wordAt;

constexpr size_t kEntryBytes = 32;
constexpr size_t kStateAt = 24;
constexpr size_t kCrcAt = 28;

/** `esp_rom_crc32_le(UINT32_MAX, …)` over the number, whose argument is inverted: the CRC starts from zero. */
uint32_t crcOf(uint32_t sequence) {
  uint32_t crc = 0;
  for (int at = 0; at < 4; at++) {
    crc ^= (sequence >> (8 * at)) & 0xff;
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320u : 0);
  }
  return ~crc;
}

size_t placeOf(int index) { return layout::kOtaData + static_cast<size_t>(index) * kSectorBytes; }

}  // namespace

std::optional<OtaData::Entry> OtaData::read(int index) {
  uint8_t bytes[kEntryBytes];
  if (index < 0 || !flash_.read(placeOf(index), bytes)) return std::nullopt;
  const Entry entry = {wordAt(bytes), wordAt(bytes + kStateAt)};
  const bool numbered = entry.sequence != 0 && entry.sequence != UINT32_MAX;
  if (!numbered || wordAt(bytes + kCrcAt) != crcOf(entry.sequence)) return std::nullopt;
  if (entry.state == invalid || entry.state == aborted) return std::nullopt;
  return entry;
}

int OtaData::current() {
  const auto first = read(0), second = read(1);
  if (!first && !second) return -1;
  return !first || (second && second->sequence > first->sequence) ? 1 : 0;
}

bool OtaData::select(size_t slot, State state) {
  const int now = current();
  const uint32_t before = now < 0 ? 0 : read(now)->sequence;
  uint32_t sequence = static_cast<uint32_t>(slot) + 1;
  while (sequence <= before) sequence += layout::kSlots;
  return write(now == 0 ? 1 : 0, {sequence, state});
}

bool OtaData::setState(State state) {
  const int now = current();
  return now >= 0 && write(now, {read(now)->sequence, state});
}

void OtaData::takeBootStep() {
  for (const int index : {0, 1}) {
    const auto entry = read(index);
    if (entry && entry->state == pendingVerify) write(index, {entry->sequence, aborted});
  }
  const auto chosen = selected();
  if (chosen && chosen->state == fresh) setState(pendingVerify);
}

bool OtaData::write(int index, Entry entry) {
  uint8_t bytes[kEntryBytes];
  std::memset(bytes, 0xff, sizeof bytes);
  putWord(bytes, entry.sequence);
  putWord(bytes + kStateAt, entry.state);
  putWord(bytes + kCrcAt, crcOf(entry.sequence));
  return flash_.erase(placeOf(index)) && flash_.write(placeOf(index), bytes);
}

}  // namespace esplock::host
