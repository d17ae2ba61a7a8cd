#pragma once

#include <cstdint>

namespace esplock {

/** Days since 1970-01-01 in the proleptic Gregorian calendar. @param year from 1 on */
constexpr int64_t daysFromCivil(int64_t year, int64_t month, int64_t day) {
  if (month <= 2) year--;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t yearOfEra = year - era * 400;
  const int64_t dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719'468;
}

/** Towards minus infinity. */
constexpr int64_t floorDivide(int64_t value, int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

/** The year that a day since 1970-01-01 is in. */
constexpr int64_t yearOfDay(int64_t day) {
  // Never too large, and at most one too small.
  int64_t year = 1970 + floorDivide(day, 366);
  while (daysFromCivil(year + 1, 1, 1) <= day) year++;
  while (daysFromCivil(year, 1, 1) > day) year--;
  return year;
}

/** 0 is Sunday. Day 0 of the epoch was a Thursday. */
constexpr int64_t weekdayOf(int64_t day) { return ((day + 4) % 7 + 7) % 7; }

}  // namespace esplock
