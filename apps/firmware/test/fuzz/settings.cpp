#include "settings/settings.h"

#include "fuzz.h"
#include "network/url.h"
#include "settings/secure_store.h"

using namespace esplock;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  Url url;
  if (parseUrl(input.text(), url)) HOLDS(!url.host.empty() && url.host.size() <= 253);
  static JsonDocument document;
  static SettingsChange change;
  static SettingsChange again;
  change = again = SettingsChange();
  Text where;
  if (document.parse(input.chars(), size, bounds::kSerialLineBytes) != Fault::none) return 0;
  if (!parseSettings(document, &document.root(), change, where)) return 0;
  // What is stored can be read after a restart.
  static char json[SecureStore::kValueMax];
  JsonWriter out(json, sizeof json);
  out.beginObject();
  writeSettings(out, change.settings);
  out.endObject();
  HOLDS(out.ok());
  HOLDS(document.parse(json, out.view().size(), sizeof json) == Fault::none);
  HOLDS(parseSettings(document, &document.root(), again, where));
  HOLDS(again.settings.doorId == change.settings.doorId && again.settings.wifi == change.settings.wifi);
  return 0;
}
