#pragma once

#include "base/bytes.h"

namespace esplock {

/** A change between standard and daylight saving time, in each year. */
struct ZoneRule {
  /** 1 to 12. */
  int64_t month = 0;
  /** 1 to 4, or 5 for the last. */
  int64_t week = 0;
  /** 0 is Sunday. */
  int64_t weekday = 0;
  /** Seconds after midnight of the time that is in force until then. */
  int64_t time = 0;
};

/**
 * A time zone as a POSIX TZ string (POSIX.1, 8.3), which a device can follow without a database of time zones: what to
 * add to UTC for local time, in seconds.
 */
struct TimeZone {
  int64_t standard = 0;
  bool hasSaving = false;
  int64_t saving = 0;
  ZoneRule start;
  ZoneRule end;
};

/** Without the Jn and n forms of a date, and with the times beyond a day that RFC 8536, 3.3.1 has (section 9). */
bool parseTimeZone(Text text, TimeZone& into);

/** What the time zone adds to UTC at that moment. @param seconds since the epoch */
int64_t utcOffset(const TimeZone& zone, int64_t seconds);

}  // namespace esplock
