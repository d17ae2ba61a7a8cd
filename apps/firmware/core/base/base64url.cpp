#include "base/base64url.h"

namespace esplock {
namespace {

constexpr char kUrlAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int valueOf(char letter) {
  if (letter >= 'A' && letter <= 'Z') return letter - 'A';
  if (letter >= 'a' && letter <= 'z') return letter - 'a' + 26;
  if (letter >= '0' && letter <= '9') return letter - '0' + 52;
  if (letter == '-') return 62;
  if (letter == '_') return 63;
  return -1;
}

size_t encode(Bytes bytes, const char* alphabet, char* out) {
  size_t length = 0;
  uint32_t bits = 0;
  int held = 0;
  for (size_t at = 0; at < bytes.size; at++) {
    bits = (bits << 8) | bytes.data[at];
    held += 8;
    while (held >= 6) {
      held -= 6;
      out[length++] = alphabet[(bits >> held) & 63];
    }
  }
  if (held > 0) out[length++] = alphabet[(bits << (6 - held)) & 63];
  return length;
}

}  // namespace

int decodeBase64url(Text text, Buffer out) {
  if (text.size() % 4 == 1) return -1;
  size_t length = 0;
  uint32_t bits = 0;
  int held = 0;
  for (char letter : text) {
    const int value = valueOf(letter);
    if (value < 0) return -1;
    bits = (bits << 6) | static_cast<uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    if (length == out.capacity) return -1;
    out.data[length++] = static_cast<uint8_t>(bits >> held);
  }
  // Bits that no byte uses are zero, or one value would have two spellings.
  if ((bits & ((1u << held) - 1)) != 0) return -1;
  return static_cast<int>(length);
}

bool isBase64url(Text text, size_t min, size_t max) {
  if (text.size() < base64urlLength(min) || text.size() > base64urlLength(max) || text.size() % 4 == 1) return false;
  for (char letter : text) {
    if (valueOf(letter) < 0) return false;
  }
  switch (text.size() % 4) {
    case 2: return (valueOf(text.back()) & 15) == 0;
    case 3: return (valueOf(text.back()) & 3) == 0;
    default: return true;
  }
}

size_t encodeBase64url(Bytes bytes, char* out) { return encode(bytes, kUrlAlphabet, out); }

size_t encodeBase64(Bytes bytes, char* out) {
  size_t length = encode(bytes, kAlphabet, out);
  while (length % 4 != 0) out[length++] = '=';
  return length;
}

}  // namespace esplock
