#include "flash/esp_image_build.h"

#include <cstdio>
#include <ctime>

#include "crypto/sha256.h"
#include "flash/esp_image_format.h"

namespace esplock::host {
namespace {

using namespace esp_image;

void put(uint8_t* field, const std::string& text) { std::memcpy(field, text.data(), std::min<size_t>(text.size(), 31)); }

std::string descriptorOf(const ImageAbout& about) {
  uint8_t bytes[kDescriptorBytes] = {};
  putWord(bytes, kDescriptorMagic);
  put(bytes + kVersionAt, about.version);
  put(bytes + kProjectAt, about.project);
  const time_t seconds = static_cast<time_t>(about.builtAtMs / 1000);
  tm utc{};
  gmtime_r(&seconds, &utc);
  // Room for any number: the compiler knows of no bounds of a year.
  char time[16], date[32];
  std::strftime(time, sizeof time, "%H:%M:%S", &utc);
  std::snprintf(date, sizeof date, "%.3s %2d %d", kMonths + 3 * utc.tm_mon, utc.tm_mday, 1900 + utc.tm_year);
  put(bytes + kTimeAt, time);
  put(bytes + kDateAt, date);
  return {reinterpret_cast<char*>(bytes), sizeof bytes};
}

}  // namespace

std::string buildEspImage(const ImageAbout& about) {
  std::string segment = descriptorOf(about) + about.content;
  segment.resize((segment.size() + 3) / 4 * 4);
  uint8_t header[kHeaderBytes] = {kMagic, 1, 2, 0x20};
  header[kChipIdAt] = static_cast<uint8_t>(about.chipId);
  header[kChipIdAt + 1] = static_cast<uint8_t>(about.chipId >> 8);
  header[kHashFlagAt] = 1;
  uint8_t head[kSegmentHeaderBytes];
  putWord(head, 0x3f400020);
  putWord(head + 4, static_cast<uint32_t>(segment.size()));
  std::string image(reinterpret_cast<char*>(header), sizeof header);
  image.append(reinterpret_cast<char*>(head), sizeof head).append(segment);
  uint8_t checksum = kChecksumSeed;
  for (const char each : segment) checksum ^= static_cast<uint8_t>(each);
  image.resize(image.size() + 16 - image.size() % 16);
  image.back() = static_cast<char>(checksum);
  uint8_t hash[kHashBytes];
  sha256(Bytes(Text(image)), hash);
  return image.append(reinterpret_cast<char*>(hash), sizeof hash);
}

}  // namespace esplock::host
