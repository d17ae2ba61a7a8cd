#include "settings/settings_store.h"

#include "base/base64url.h"
#include "crypto/sha256.h"

namespace esplock {

SettingsStore::SettingsStore(SecureStore& store, Random& random, Log& log, JsonDocument& document)
    : store_(store), random_(random) {
  const Buffer json = store_.scratch();
  const int size = store_.read(keys::kSettings, json);
  const bool readable = size >= 0 && parse(document, reinterpret_cast<char*>(json.data), static_cast<size_t>(size));
  if (!readable && size != SecureStore::kNone) {
    log.error("settings", "the stored settings cannot be read; set this device up again");
  }
  wipe(json.data, json.capacity);
}

bool SettingsStore::parse(JsonDocument& document, char* json, size_t size) {
  if (document.parse(json, size, SecureStore::kValueMax) != Fault::none) return false;
  Shape shape(document, &document.root());
  SettingsChange change;
  Text where;
  if (!parseSettings(document, shape.required("settings"), change, where)) return false;
  Beside beside;
  if (const JsonValue* password = shape.optional("password")) {
    Text text;
    shape.takeText(*password, text);
    beside.password.emplace();
    shape.check(decodeBase64url(text, beside.password->bytes) == sizeof beside.password->bytes, "password");
  }
  if (const JsonValue* claim = shape.optional("claim")) {
    Text text;
    shape.takeText(*claim, text);
    beside.claim.emplace();
    shape.check(isClaimCode(text) && beside.claim->assign(text), "claim");
  }
  if (const JsonValue* before = shape.optional("wifiBefore")) {
    beside.wifiBefore.emplace();
    shape.check(parseWifi(document, before, *beside.wifiBefore), "wifiBefore");
  }
  if (!shape.complete()) return false;
  settings_ = change.settings;
  beside_ = beside;
  return true;
}

bool SettingsStore::commit(const Settings& settings, const Beside& beside) {
  const Buffer json = store_.scratch();
  JsonWriter out(json);
  out.beginObject().name("settings").beginObject();
  writeSettings(out, settings);
  out.endObject();
  if (beside.password) out.member("password", Bytes(beside.password->bytes));
  if (beside.claim) out.member("claim", beside.claim->view());
  if (beside.wifiBefore) {
    out.name("wifiBefore").beginObject().member("ssid", beside.wifiBefore->ssid.view());
    out.member("password", beside.wifiBefore->password.view()).endObject();
  }
  out.endObject();
  // Sealed in its place: nothing is left of it in clear.
  const bool stored = out.ok() && store_.write(keys::kSettings, Bytes(out.view()));
  if (!stored) {
    wipe(json.data, json.capacity);
    return false;
  }
  settings_ = settings;
  beside_ = beside;
  beforesTurn_ = beforesTurn_ && wifiOnTrial();
  return true;
}

Stored SettingsStore::apply(SettingsChange& change) {
  Settings& wanted = change.settings;
  Beside beside = beside_;
  const bool wifiChanges = wanted.wifi && !(settings_.wifi == wanted.wifi);
  bool restart = wifiChanges || change.claim.has_value();
  restart |= wanted.server && !(settings_.server == wanted.server);
  restart |= wanted.doorId && !(settings_.doorId == wanted.doorId);
  if (change.atCable) {
    if (wanted.wifi) beside.wifiBefore.reset();
  } else if (wanted.wifi && wanted.wifi == beside.wifiBefore) {
    beside.wifiBefore.reset();
  } else if (wifiChanges && !beside.wifiBefore) {
    beside.wifiBefore = settings_.wifi;
  }
  if (!wanted.wifi) wanted.wifi = settings_.wifi;
  if (!wanted.server) wanted.server = settings_.server;
  if (!wanted.doorId) wanted.doorId = settings_.doorId;
  if (!wanted.relockSeconds) wanted.relockSeconds = settings_.relockSeconds;
  if (!wanted.failSafe) wanted.failSafe = settings_.failSafe;
  if (!wanted.releaseKeys) wanted.releaseKeys = settings_.releaseKeys;
  if (!wanted.ownerKeys) wanted.ownerKeys = settings_.ownerKeys;
  if (change.claim) beside.claim = change.claim;
  if (change.password && !savePresetPassword(change.password->view(), beside)) return {};
  // Forgotten first: a saved time that stays behind without its settings would be the worse half.
  if (change.atCable && !store_.remove(keys::kClock)) return {};
  return {commit(wanted, beside), restart};
}

bool SettingsStore::saveWiFiCredentials(const WifiSettings& wifi) {
  Beside beside = beside_;
  beside.wifiBefore.reset();
  const std::optional<WifiSettings> before = settings_.wifi;
  settings_.wifi = wifi;
  const bool stored = commit(settings_, beside);
  if (!stored) settings_.wifi = before;
  return stored;
}

bool SettingsStore::savePresetPassword(Text password, Beside& into) {
  into.password.emplace();
  return hashPassword(password, random_, *into.password);
}

void SettingsStore::claimUsed() {
  if (!beside_.claim) return;
  Beside beside = beside_;
  beside.claim.reset();
  commit(settings_, beside);
}

void SettingsStore::wifiWorks() {
  if (!wifiOnTrial()) return;
  const WifiSettings works = *wifi();
  saveWiFiCredentials(works);
}

}  // namespace esplock
