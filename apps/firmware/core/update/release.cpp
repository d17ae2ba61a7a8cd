#include "update/release.h"

#include "base/json_shape.h"
#include "update/version.h"

namespace esplock {
namespace {

bool isSha256(Text text) {
  if (text.size() != 64) return false;
  for (const char letter : text) {
    if (!(letter >= '0' && letter <= '9') && !(letter >= 'a' && letter <= 'f')) return false;
  }
  return true;
}

/** `^[0-9A-Za-z-]{1,24}$` */
bool isChip(Text text) {
  if (text.empty() || text.size() > 24) return false;
  for (const char letter : text) {
    const bool alphanumeric = (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
                              (letter >= 'a' && letter <= 'z');
    if (!alphanumeric && letter != '-') return false;
  }
  return true;
}

}  // namespace

Fault parseRelease(char* text, size_t size, JsonDocument& document, Release& into) {
  const Fault fault = parseJws(text, size, bounds::kManifestBytes, "openlock-release+jwt", document, into.jws);
  if (fault != Fault::none) return fault;
  Shape shape(document, &document.root());
  int64_t iat = 0;
  shape.text("version", into.version);
  shape.text("chip", into.chip);
  shape.integer("size", 1, bounds::kImageBytes, into.size);
  shape.text("sha256", into.sha256);
  shape.integer("iat", 0, bounds::kLastSecond, iat);
  into.minimum = into.allowDowngrade = {};
  if (const JsonValue* minimum = shape.optional("minimum")) {
    shape.takeText(*minimum, into.minimum);
    shape.check(isVersion(into.minimum), "minimum");
  }
  if (const JsonValue* wayBack = shape.optional("allowDowngrade")) {
    shape.takeText(*wayBack, into.allowDowngrade);
    shape.check(isSha256(into.allowDowngrade), "allowDowngrade");
  }
  if (!shape.complete()) return Fault::invalid;
  return isVersion(into.version) && isChip(into.chip) && isSha256(into.sha256) ? Fault::none : Fault::invalid;
}

const char* refuseRelease(const Release& release, const RunningImage& running) {
  if (release.chip != running.chip) return "wrong-chip";
  if (release.size > running.slotBytes) return "too-large";
  const bool wayBack = !release.allowDowngrade.empty() && release.allowDowngrade == running.sha256;
  if (!wayBack && compareVersions(release.version, running.version) <= 0) return "not-newer";
  const bool below = !release.minimum.empty() && compareVersions(running.version, release.minimum) < 0;
  return below ? "below-minimum" : nullptr;
}

}  // namespace esplock
