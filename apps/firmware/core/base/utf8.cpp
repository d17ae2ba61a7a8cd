#include "base/utf8.h"

namespace esplock {

size_t utf8Sequence(Text text) {
  if (text.empty()) return 0;
  const auto byte = [&](size_t at) { return static_cast<uint8_t>(text[at]); };
  const uint8_t first = byte(0);
  if (first < 0x80) return 1;
  size_t length = 0;
  uint32_t codePoint = 0;
  uint32_t smallest = 0;
  if ((first & 0xe0) == 0xc0) {
    length = 2, codePoint = first & 0x1f, smallest = 0x80;
  } else if ((first & 0xf0) == 0xe0) {
    length = 3, codePoint = first & 0x0f, smallest = 0x800;
  } else if ((first & 0xf8) == 0xf0) {
    length = 4, codePoint = first & 0x07, smallest = 0x10000;
  } else {
    return 0;
  }
  if (text.size() < length) return 0;
  for (size_t at = 1; at < length; at++) {
    if ((byte(at) & 0xc0) != 0x80) return 0;
    codePoint = (codePoint << 6) | (byte(at) & 0x3f);
  }
  const bool surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  return codePoint < smallest || codePoint > 0x10ffff || surrogate ? 0 : length;
}

bool isUtf8(Text text) {
  while (!text.empty()) {
    const size_t length = utf8Sequence(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

size_t utf16Length(Text text) {
  size_t units = 0;
  while (!text.empty()) {
    size_t length = utf8Sequence(text);
    units += length == 4 ? 2 : 1;
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return units;
}

size_t encodeUtf8(uint32_t codePoint, char* out) {
  if (codePoint < 0x80) {
    out[0] = static_cast<char>(codePoint);
    return 1;
  }
  size_t length = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  for (size_t at = length - 1; at > 0; at--) {
    out[at] = static_cast<char>(0x80 | (codePoint & 0x3f));
    codePoint >>= 6;
  }
  constexpr uint8_t kFirst[] = {0, 0, 0xc0, 0xe0, 0xf0};
  out[0] = static_cast<char>(kFirst[length] | codePoint);
  return length;
}

}  // namespace esplock
