#include "grant/schedule.h"

#include "base/calendar.h"
#include "base/json_shape.h"

namespace esplock {
namespace {

constexpr int16_t kDay = 24 * 60;

/** `hh:mm`, as minutes; -1 for none. */
int16_t minuteOf(Text text) {
  const auto digit = [&](size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return -1;
  const int hours = (text[0] - '0') * 10 + text[1] - '0';
  const int minutes = (text[3] - '0') * 10 + text[4] - '0';
  const int minute = hours * 60 + minutes;
  return static_cast<int16_t>(minutes > 59 || minute > kDay ? -1 : minute);
}

bool parseDays(const JsonDocument& document, const JsonValue* list, uint8_t& into) {
  if (!list || list->type != JsonType::array) return false;
  for (const JsonValue* each = document.first(*list); each; each = document.next(*each)) {
    if (each->type != JsonType::integer || each->integer() < 1 || each->integer() > 7) return false;
    const auto bit = static_cast<uint8_t>(1u << each->integer());
    if ((into & bit) != 0) return false;
    into = into | bit;
  }
  return into != 0;
}

bool parseEntry(const JsonDocument& document, const JsonValue* value, ScheduleEntry& into) {
  Shape shape(document, value);
  const JsonValue* days = shape.required("days");
  Text from, to;
  shape.text("from", from);
  shape.text("to", to);
  if (!shape.complete() || !parseDays(document, days, into.days)) return false;
  into.from = minuteOf(from);
  into.to = minuteOf(to);
  return into.from >= 0 && into.from < kDay && into.to >= 0 && into.from != into.to;
}

}  // namespace

bool parseSchedule(const JsonDocument& document, const JsonValue* list, Schedule& into) {
  into = Schedule();
  if (!list || list->type != JsonType::array) return false;
  for (const JsonValue* each = document.first(*list); each; each = document.next(*each)) {
    if (into.count == bounds::kScheduleEntries || !parseEntry(document, each, into.entries[into.count])) return false;
    into.count++;
  }
  return into.count > 0;
}

bool isWithin(const Schedule& schedule, const TimeZone& zone, int64_t seconds) {
  const int64_t local = seconds + utcOffset(zone, seconds);
  const int64_t day = floorDivide(local, 86'400);
  const int64_t minute = floorDivide(local, 60) - day * kDay;
  const auto bitOf = [](int64_t weekday) { return static_cast<uint8_t>(1u << (weekday == 0 ? 7 : weekday)); };
  const uint8_t today = bitOf(weekdayOf(day));
  const uint8_t dayBefore = bitOf(weekdayOf(day - 1));
  for (size_t each = 0; each < schedule.count; each++) {
    const ScheduleEntry& entry = schedule.entries[each];
    const bool begunToday = (entry.days & today) != 0 && entry.from <= minute;
    if (entry.from < entry.to) {
      if (begunToday && minute < entry.to) return true;
    } else if (begunToday || ((entry.days & dayBefore) != 0 && minute < entry.to)) {
      return true;
    }
  }
  return false;
}

}  // namespace esplock
