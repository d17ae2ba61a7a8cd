#pragma once

#include "platform/clock.h"
#include "platform/serial_port.h"

namespace esplock {

/** The text log on the serial line, in ESP-IDF's form: `I (312) wifi: connected`. Nothing secret goes in. */
class Log {
 public:
  Log(Clock& clock, SerialPort& serial) : clock_(clock), serial_(serial) {}

  __attribute__((format(printf, 3, 4))) void info(const char* tag, const char* format, ...);
  __attribute__((format(printf, 3, 4))) void warn(const char* tag, const char* format, ...);
  __attribute__((format(printf, 3, 4))) void error(const char* tag, const char* format, ...);

 private:
  void line(char level, const char* tag, const char* format, __builtin_va_list arguments);

  Clock& clock_;
  SerialPort& serial_;
};

/**
 * Makes text of others, such as an SSID or what a relay says, fit to be printed: it must not break out of its line, nor
 * fill the log.
 *
 * @param out at least `maxBytes` @returns the length, at most `maxBytes`, whole UTF-8 characters
 */
size_t printable(Text text, char* out, size_t maxBytes);

}  // namespace esplock
