#pragma once

#include <cstddef>
#include <cstdint>

/** Where what lies in an application image (ESP-IDF, `esp_app_format.h` and `esp_app_desc.h`). Little-endian. */
namespace esplock::host::esp_image {

constexpr uint8_t kMagic = 0xe9;
constexpr size_t kHeaderBytes = 24;
constexpr size_t kChipIdAt = 12;
constexpr size_t kHashFlagAt = 23;
constexpr size_t kSegmentHeaderBytes = 8;
constexpr int kMaxSegments = 16;
constexpr uint8_t kChecksumSeed = 0xef;

/** Of `esp_app_desc_t`, which starts the first segment. */
constexpr uint32_t kDescriptorMagic = 0xabcd5432;
constexpr size_t kDescriptorBytes = 256;
constexpr size_t kVersionAt = 16;
constexpr size_t kProjectAt = 48;
constexpr size_t kTimeAt = 80;
constexpr size_t kDateAt = 96;
constexpr char kMonths[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

struct Chip {
  const char* name;
  int id;
};
/** By the names that esptool gives them. */
constexpr Chip kChips[] = {{"ESP32", 0x0000}, {"ESP32-C3", 0x0005}, {"ESP32-S3", 0x0009}};

inline uint16_t halfAt(const uint8_t* at) { return static_cast<uint16_t>(at[0] | at[1] << 8); }
inline uint32_t wordAt(const uint8_t* at) { return halfAt(at) | static_cast<uint32_t>(halfAt(at + 2)) << 16; }
inline void putWord(uint8_t* at, uint32_t word) {
  for (int each = 0; each < 4; each++) at[each] = static_cast<uint8_t>(word >> (8 * each));
}

}  // namespace esplock::host::esp_image
