#include "base/json_writer.h"

#include <cinttypes>
#include <cstdio>

#include "base/base64url.h"

namespace esplock {

JsonWriter& JsonWriter::text(Text value) {
  separate();
  put('"');
  for (char letter : value) {
    switch (letter) {
      case '"': put("\\\""); break;
      case '\\': put("\\\\"); break;
      case '\n': put("\\n"); break;
      case '\r': put("\\r"); break;
      case '\t': put("\\t"); break;
      default:
        if (static_cast<uint8_t>(letter) < 0x20) {
          char escaped[8];
          const int length = std::snprintf(escaped, sizeof escaped, "\\u%04x", letter);
          put(Text(escaped, static_cast<size_t>(length)));
        } else {
          put(letter);
        }
    }
  }
  put('"');
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::integer(int64_t value) {
  char digits[24];
  const int length = std::snprintf(digits, sizeof digits, "%" PRId64, value);
  return raw(Text(digits, static_cast<size_t>(length)));
}

JsonWriter& JsonWriter::member(Text key, Bytes value) {
  name(key);
  separate();
  put('"');
  const size_t length = base64urlLength(value.size);
  if (capacity_ - size_ < length) {
    ok_ = false;
  } else {
    size_ += encodeBase64url(value, buffer_ + size_);
  }
  put('"');
  comma_ = true;
  return *this;
}

}  // namespace esplock
