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
    record_ = Record();
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
  record_.settings = change.settings;
  if (const JsonValue* password = shape.optional("password")) {
    Text text;
    shape.takeText(*password, text);
    record_.password.emplace();
    shape.check(decodeBase64url(text, record_.password->bytes) == sizeof record_.password->bytes, "password");
  }
  if (const JsonValue* claim = shape.optional("claim")) {
    Text text;
    shape.takeText(*claim, text);
    record_.claim.emplace();
    shape.check(isClaimCode(text) && record_.claim->assign(text), "claim");
  }
  if (const JsonValue* before = shape.optional("wifiBefore")) {
    record_.wifiBefore.emplace();
    shape.check(parseWifi(document, before, *record_.wifiBefore), "wifiBefore");
  }
  return shape.complete();
}

bool SettingsStore::commit(const Record& next) {
  const Buffer json = store_.scratch();
  JsonWriter out(reinterpret_cast<char*>(json.data), json.capacity);
  out.beginObject().name("settings").beginObject();
  writeSettings(out, next.settings);
  out.endObject();
  if (next.password) out.member("password", Bytes(next.password->bytes));
  if (next.claim) out.member("claim", next.claim->view());
  if (next.wifiBefore) {
    out.name("wifiBefore").beginObject().member("ssid", next.wifiBefore->ssid.view());
    out.member("password", next.wifiBefore->password.view()).endObject();
  }
  out.endObject();
  // Sealed in its place: nothing is left of it in clear.
  const bool stored = out.ok() && store_.write(keys::kSettings, Bytes(out.view()));
  if (!stored) wipe(json.data, json.capacity);
  if (stored) record_ = next;
  return stored;
}

Stored SettingsStore::apply(const SettingsChange& change) {
  Record next = record_;
  const Settings& wanted = change.settings;
  Settings& settings = next.settings;
  const bool wifiChanges = wanted.wifi && !(record_.settings.wifi == wanted.wifi);
  bool restart = wifiChanges || change.claim.has_value();
  restart |= wanted.server && !(record_.settings.server == wanted.server);
  restart |= wanted.doorId && !(record_.settings.doorId == wanted.doorId);
  if (change.atCable) {
    next.wifiBefore.reset();
  } else if (wifiChanges && record_.settings.wifi && !record_.wifiBefore) {
    next.wifiBefore = record_.settings.wifi;
  }
  if (wanted.wifi) settings.wifi = wanted.wifi;
  if (wanted.server) saveServerAddress(*wanted.server, next);
  if (wanted.doorId) settings.doorId = wanted.doorId;
  if (wanted.relockSeconds) settings.relockSeconds = wanted.relockSeconds;
  if (wanted.failSafe) settings.failSafe = wanted.failSafe;
  if (wanted.releaseKeys) settings.releaseKeys = wanted.releaseKeys;
  if (wanted.ownerKeys) settings.ownerKeys = wanted.ownerKeys;
  if (change.claim) next.claim = change.claim;
  if (change.password && !savePresetPassword(change.password->view(), next)) return {};
  // Forgotten first: a saved time that stays behind without its settings would be the worse half.
  if (change.atCable && !store_.remove(keys::kClock)) return {};
  return {commit(next), restart};
}

bool SettingsStore::saveWiFiCredentials(const WifiSettings& wifi) {
  Record next = record_;
  next.settings.wifi = wifi;
  next.wifiBefore.reset();
  return commit(next);
}

bool SettingsStore::savePresetPassword(Text password, Record& into) {
  into.password.emplace();
  return hashPassword(password, random_, *into.password);
}

bool SettingsStore::revertWifi() {
  if (!record_.wifiBefore) return false;
  const WifiSettings before = *record_.wifiBefore;
  return saveWiFiCredentials(before);
}

void SettingsStore::claimUsed() {
  if (!record_.claim) return;
  Record next = record_;
  next.claim.reset();
  commit(next);
}

void SettingsStore::wifiWorks() {
  if (!record_.wifiBefore) return;
  Record next = record_;
  next.wifiBefore.reset();
  commit(next);
}

}  // namespace esplock
