#include "update/version.h"

namespace esplock {
namespace {

/** The version as one number; -1 for none. */
int64_t orderOf(Text text) {
  int64_t order = 0;
  for (int part = 0; part < 3; part++) {
    const size_t dot = part < 2 ? text.find('.') : text.size();
    if (dot == Text::npos || dot == 0 || dot > 5 || (dot > 1 && text[0] == '0')) return -1;
    int64_t value = 0;
    for (const char letter : text.substr(0, dot)) {
      if (letter < '0' || letter > '9') return -1;
      value = value * 10 + (letter - '0');
    }
    if (value > 65'535) return -1;
    order = (order << 16) | value;
    text.remove_prefix(part < 2 ? dot + 1 : dot);
  }
  return order;
}

}  // namespace

bool isVersion(Text text) { return orderOf(text) >= 0; }

int compareVersions(Text a, Text b) {
  const int64_t first = orderOf(a), second = orderOf(b);
  return first < second ? -1 : first > second ? 1 : 0;
}

}  // namespace esplock
