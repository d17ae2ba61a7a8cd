#include "grant/time_zone.h"

#include "base/bounds.h"
#include "base/calendar.h"

namespace esplock {
namespace {

bool isLetter(char letter) { return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z'); }
bool isDigit(char letter) { return letter >= '0' && letter <= '9'; }

class Parser {
 public:
  explicit Parser(Text text) : rest_(text) {}

  bool zone(TimeZone& into) {
    if (!name() || !offset(into.standard)) return false;
    into.standard = -into.standard;
    into.hasSaving = !rest_.empty();
    if (!into.hasSaving) return true;
    if (!name()) return false;
    into.saving = into.standard + 3600;
    if (!rest_.empty() && rest_[0] != ',') {
      if (!offset(into.saving)) return false;
      into.saving = -into.saving;
    }
    return rule(into.start) && rule(into.end) && rest_.empty();
  }

 private:
  bool take(char letter) {
    if (rest_.empty() || rest_[0] != letter) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /** 3 to 8 letters; or letters, digits, `+` and `-` between `<` and `>`. */
  bool name() {
    const bool bracketed = take('<');
    size_t length = 0;
    while (length < rest_.size()) {
      const char letter = rest_[length];
      if (!isLetter(letter) && !(bracketed && (isDigit(letter) || letter == '+' || letter == '-'))) break;
      length++;
    }
    if (length < 3 || length > 8) return false;
    rest_.remove_prefix(length);
    return !bracketed || take('>');
  }

  /** Up to so many digits, and no more of them behind. */
  bool number(size_t minDigits, size_t maxDigits, int64_t max, int64_t& into) {
    size_t length = 0;
    into = 0;
    while (length < rest_.size() && isDigit(rest_[length])) {
      if (length == maxDigits) return false;
      into = into * 10 + (rest_[length++] - '0');
    }
    rest_.remove_prefix(length);
    return length >= minDigits && into <= max;
  }

  /** `[+-]h[:mm[:ss]]`, in seconds. */
  bool clock(size_t hourDigits, int64_t maxHours, int64_t& into) {
    const bool negative = take('-');
    if (!negative) take('+');
    int64_t hours = 0, minutes = 0, seconds = 0;
    if (!number(1, hourDigits, maxHours, hours)) return false;
    if (take(':') && !number(2, 2, 59, minutes)) return false;
    if (take(':') && !number(2, 2, 59, seconds)) return false;
    into = (hours * 60 + minutes) * 60 + seconds;
    if (negative) into = -into;
    return true;
  }

  bool offset(int64_t& into) { return clock(2, 24, into); }

  bool digit(int64_t min, int64_t max, int64_t& into) { return number(1, 1, max, into) && into >= min; }

  bool rule(ZoneRule& into) {
    if (!take(',') || !take('M')) return false;
    // No leading zeros.
    if (rest_.empty() || rest_[0] == '0' || !number(1, 2, 12, into.month) || !take('.')) return false;
    if (!digit(1, 5, into.week) || !take('.') || !digit(0, 6, into.weekday)) return false;
    into.time = 2 * 3600;
    return !take('/') || clock(3, 167, into.time);
  }

  Text rest_;
};

/** The moment of a rule as its wall clock shows it, in seconds since the epoch as if that were UTC. */
int64_t momentOf(const ZoneRule& rule, int64_t year) {
  const int64_t first = daysFromCivil(year, rule.month, 1);
  const int64_t next = rule.month == 12 ? daysFromCivil(year + 1, 1, 1) : daysFromCivil(year, rule.month + 1, 1);
  int64_t day = (rule.weekday - weekdayOf(first) + 7) % 7 + (rule.week - 1) * 7;
  if (day >= next - first) day -= 7;
  return (first + day) * 86'400 + rule.time;
}

}  // namespace

bool parseTimeZone(Text text, TimeZone& into) {
  into = TimeZone();
  return text.size() <= bounds::kTimeZoneBytes && Parser(text).zone(into);
}

int64_t utcOffset(const TimeZone& zone, int64_t seconds) {
  if (!zone.hasSaving) return zone.standard;
  // The last change by then, of the years around: a change may be as much as a week off its date.
  const int64_t year = yearOfDay(floorDivide(seconds + zone.standard, 86'400));
  int64_t lastAt = INT64_MIN;
  int64_t offset = zone.standard;
  for (int64_t each = year - 1; each <= year + 1; each++) {
    const struct {
      int64_t at, offset;
    } changes[] = {{momentOf(zone.start, each) - zone.standard, zone.saving},
                   {momentOf(zone.end, each) - zone.saving, zone.standard}};
    for (const auto& change : changes) {
      if (change.at > seconds || change.at < lastAt) continue;
      lastAt = change.at;
      offset = change.offset;
    }
  }
  return offset;
}

}  // namespace esplock
