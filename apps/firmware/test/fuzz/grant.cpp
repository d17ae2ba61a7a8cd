#include "grant/grant.h"

#include "fuzz.h"

using namespace esplock;

/** A grant as it came, its claims alone under a header that fits, and time zones. */
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static JsonDocument document;
  static Grant grant;
  fuzz::Input input(data, size);
  TimeZone zone;
  if (parseTimeZone(input.text(), zone)) {
    for (int64_t at = 0; at < bounds::kLastSecond; at += bounds::kLastSecond / 7) {
      const int64_t offset = utcOffset(zone, at);
      HOLDS(offset >= -26 * 3600 && offset <= 26 * 3600);
    }
  }
  if (parseGrant(input.chars(), size, document, grant) != Fault::none) return 0;
  HOLDS(grant.exp > grant.nbf && grant.commands != 0);
  refuseByGrant(grant, {"front", "unlock", 0, grant.nbf});
  return 0;
}
