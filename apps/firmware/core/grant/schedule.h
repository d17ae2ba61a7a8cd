#pragma once

#include "base/bounds.h"
#include "base/json.h"
#include "grant/time_zone.h"

namespace esplock {

/**
 * Hours of some days of the week, by the wall clock of the grant's time zone, in minutes after midnight: `from` counts,
 * `to` no longer does. One that ends before it begins goes on into the next day; its days are those on which it begins.
 */
struct ScheduleEntry {
  /** Bit 1 is Monday, bit 7 is Sunday. */
  uint8_t days = 0;
  int16_t from = 0;
  int16_t to = 0;
};

struct Schedule {
  ScheduleEntry entries[bounds::kScheduleEntries];
  size_t count = 0;
};

bool parseSchedule(const JsonDocument& document, const JsonValue* list, Schedule& into);

/** Whether a schedule allows that moment. @param seconds since the epoch */
bool isWithin(const Schedule& schedule, const TimeZone& zone, int64_t seconds);

}  // namespace esplock
