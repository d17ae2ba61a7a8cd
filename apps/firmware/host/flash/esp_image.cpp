#include "flash/esp_image.h"

#include <algorithm>
#include <cstdio>

#include "base/calendar.h"
#include "crypto/sha256.h"
#include "flash/esp_image_format.h"

namespace esplock::host {
namespace {

using namespace esp_image;

/** Reads an image from its beginning; checksum and hash go along. */
class Reader {
 public:
  Reader(ImageSource& source, size_t size) : source_(source), size_(size) {}

  size_t at() const { return at_; }
  size_t left() const { return size_ - at_; }
  uint8_t checksum() const { return checksum_; }

  /** @param data whether it counts for the checksum */
  bool take(Buffer out, bool data = false) {
    if (out.capacity > left() || !source_.read(at_, out)) return false;
    at_ += out.capacity;
    hash_.add(Bytes(out.data, out.capacity));
    for (size_t each = 0; data && each < out.capacity; each++) checksum_ ^= out.data[each];
    return true;
  }
  bool skip(size_t size, bool data) {
    while (size > 0) {
      uint8_t block[1024];
      const size_t part = std::min(size, sizeof block);
      if (!take(Buffer(block, part), data)) return false;
      size -= part;
    }
    return true;
  }
  void finish(uint8_t (&hash)[kHashBytes]) { hash_.finish(hash); }

 private:
  ImageSource& source_;
  size_t size_;
  size_t at_ = 0;
  Sha256 hash_;
  uint8_t checksum_ = kChecksumSeed;
};

Text fieldText(const uint8_t* field, size_t width) {
  const char* text = reinterpret_cast<const char*>(field);
  return {text, strnlen(text, width)};
}

/** As the compiler writes them: `Nov 24 2026` and `08:00:00`, in UTC here. */
int64_t builtAt(const uint8_t* descriptor) {
  char date[17] = "", time[17] = "", month[4] = "";
  std::memcpy(time, descriptor + kTimeAt, 16);
  std::memcpy(date, descriptor + kDateAt, 16);
  int day = 0, year = 0, hour = 0, minute = 0, second = 0;
  if (std::sscanf(date, "%3s %2d %4d", month, &day, &year) != 3) return 0;
  if (std::sscanf(time, "%2d:%2d:%2d", &hour, &minute, &second) != 3) return 0;
  const size_t found = Text(kMonths).find(Text(month));
  const bool fits = std::strlen(month) == 3 && found != Text::npos && found % 3 == 0 && year >= 1970 && day >= 1;
  if (!fits || day > 31 || hour < 0 || minute < 0 || second < 0) return 0;
  const int64_t days = daysFromCivil(year, static_cast<int>(found / 3) + 1, day);
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000;
}

void describe(const uint8_t* descriptor, EspImage& into) {
  into.described = true;
  into.version.assign(fieldText(descriptor + kVersionAt, 31));
  into.project.assign(fieldText(descriptor + kProjectAt, 31));
  into.builtAtMs = builtAt(descriptor);
}

}  // namespace

int chipIdOf(Text chip) {
  for (const Chip& each : kChips) {
    if (chip == each.name) return each.id;
  }
  return -1;
}

const char* readEspImage(ImageSource& source, size_t size, int chipId, EspImage& into) {
  into = EspImage();
  Reader reader(source, size);
  uint8_t header[kHeaderBytes];
  if (!reader.take(header)) return "there is no image header";
  if (header[0] != kMagic) return "invalid magic byte";
  if (halfAt(header + kChipIdAt) != chipId) return "the image is for another chip";
  const int segments = header[1];
  if (segments == 0 || segments > kMaxSegments) return "invalid segment count";
  for (int segment = 0; segment < segments; segment++) {
    uint8_t head[kSegmentHeaderBytes];
    if (!reader.take(head)) return "segment header out of partition";
    size_t length = wordAt(head + 4);
    if (length % 4 != 0 || length > reader.left()) return "invalid segment length";
    if (segment == 0 && length >= kDescriptorBytes) {
      uint8_t descriptor[kDescriptorBytes];
      if (!reader.take(descriptor, true)) return "the image cannot be read";
      length -= kDescriptorBytes;
      if (wordAt(descriptor) == kDescriptorMagic) describe(descriptor, into);
    }
    if (!reader.skip(length, true)) return "the image cannot be read";
  }
  // The checksum is the last byte of the next multiple of 16.
  uint8_t tail[16];
  const size_t padding = 16 - reader.at() % 16;
  if (!reader.take(Buffer(tail, padding))) return "image is longer than its partition";
  if (tail[padding - 1] != reader.checksum()) return "checksum failed";
  into.hashed = header[kHashFlagAt] == 1;
  into.length = reader.at() + (into.hashed ? kHashBytes : 0);
  if (!into.hashed) return nullptr;
  uint8_t calculated[kHashBytes], stored[kHashBytes];
  reader.finish(calculated);
  if (reader.left() < sizeof stored || !source.read(reader.at(), stored)) return "image is longer than its partition";
  return Bytes(stored) == Bytes(calculated) ? nullptr : "image hash failed: the image is corrupt";
}

}  // namespace esplock::host
