#include "device/log.h"

#include <cinttypes>
#include <cstdarg>
#include <cstdio>

#include "base/utf8.h"

namespace esplock {
namespace {

constexpr size_t kLineMax = 320;

/** Control characters, and what breaks a line besides. */
bool isUnfit(Text character) {
  const auto byte = [&](size_t at) { return static_cast<uint8_t>(character[at]); };
  if (character.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7f;
  if (character.size() == 2) return byte(0) == 0xc2 && byte(1) < 0xa0;
  return character.size() == 3 && byte(0) == 0xe2 && byte(1) == 0x80 && (byte(2) == 0xa8 || byte(2) == 0xa9);
}

}  // namespace

size_t printable(Text text, char* out, size_t maxBytes) {
  constexpr Text kInstead = "·";
  size_t length = 0;
  while (!text.empty()) {
    const size_t size = utf8Sequence(text);
    const Text character = text.substr(0, size == 0 ? 1 : size);
    const Text written = size == 0 || isUnfit(character) ? kInstead : character;
    if (length + written.size() > maxBytes) break;
    std::memcpy(out + length, written.data(), written.size());
    length += written.size();
    text.remove_prefix(character.size());
  }
  return length;
}

void Log::line(char level, const char* tag, const char* format, va_list arguments) {
  char text[kLineMax];
  const int wanted = std::vsnprintf(text, sizeof text, format, arguments);
  if (wanted < 0) return;
  const size_t size = static_cast<size_t>(wanted) < sizeof text ? static_cast<size_t>(wanted) : sizeof text - 1;
  char line[kLineMax + 64];
  const int head = std::snprintf(line, 60, "%c (%" PRId64 ") %s: ", level, clock_.uptimeMs(), tag);
  size_t length = static_cast<size_t>(head) < 59 ? static_cast<size_t>(head) : 59;
  length += printable(Text(text, size), line + length, sizeof line - length - 1);
  line[length++] = '\n';
  serial_.write(Bytes(Text(line, length)));
}

void Log::info(const char* tag, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  line('I', tag, format, arguments);
  va_end(arguments);
}

void Log::warn(const char* tag, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  line('W', tag, format, arguments);
  va_end(arguments);
}

void Log::error(const char* tag, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  line('E', tag, format, arguments);
  va_end(arguments);
}

}  // namespace esplock
