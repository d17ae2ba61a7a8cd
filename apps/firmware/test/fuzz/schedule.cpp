#include "grant/schedule.h"

#include "fuzz.h"

using namespace esplock;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static JsonDocument document;
  static Schedule schedule;
  fuzz::Input input(data, size);
  if (document.parse(input.chars(), size, bounds::kClaimsBytes) != Fault::none) return 0;
  if (!parseSchedule(document, &document.root(), schedule)) return 0;
  HOLDS(schedule.count >= 1 && schedule.count <= bounds::kScheduleEntries);
  TimeZone zone;
  HOLDS(parseTimeZone("CET-1CEST,M3.5.0,M10.5.0/3", zone));
  // In a week there is at least one minute that it allows.
  bool within = false;
  for (int64_t minute = 0; minute < 7 * 24 * 60 && !within; minute++) within = isWithin(schedule, zone, minute * 60);
  HOLDS(within);
  return 0;
}
