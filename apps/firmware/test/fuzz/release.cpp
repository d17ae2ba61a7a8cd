#include "update/release.h"

#include "fuzz.h"
#include "update/version.h"

using namespace esplock;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static JsonDocument document;
  fuzz::Input input(data, size);
  if (isVersion(input.text())) HOLDS(compareVersions(input.text(), input.text()) == 0);
  Release release;
  if (parseRelease(input.chars(), size, document, release) != Fault::none) return 0;
  HOLDS(release.size >= 1 && release.size <= bounds::kImageBytes && isVersion(release.version));
  refuseRelease(release, {"ESP32", "1.0.0", release.sha256, 1 << 20});
  return 0;
}
