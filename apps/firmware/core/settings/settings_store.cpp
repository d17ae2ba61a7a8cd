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

bool SettingsStore::commit() {
  const Buffer json = store_.scratch();
  JsonWriter out(reinterpret_cast<char*>(json.data), json.capacity);
  out.beginObject().name("settings").beginObject();
  writeSettings(out, next_.settings);
  out.endObject();
  if (next_.password) out.member("password", Bytes(next_.password->bytes));
  if (next_.claim) out.member("claim", next_.claim->view());
  if (next_.wifiBefore) {
    out.name("wifiBefore").beginObject().member("ssid", next_.wifiBefore->ssid.view());
    out.member("password", next_.wifiBefore->password.view()).endObject();
  }
  out.endObject();
  // Sealed in its place: nothing is left of it in clear.
  const bool stored = out.ok() && store_.write(keys::kSettings, Bytes(out.view()));
  if (!stored) wipe(json.data, json.capacity);
  if (stored) record_ = next_;
  return stored;
}

Stored SettingsStore::apply(const SettingsChange& change) {
  next_ = record_;
  const Settings& wanted = change.settings;
  Settings& next = next_.settings;
  const bool wifiChanges = wanted.wifi && !(record_.settings.wifi == wanted.wifi);
  bool restart = wifiChanges || change.claim.has_value();
  restart |= wanted.server && !(record_.settings.server == wanted.server);
  restart |= wanted.doorId && !(record_.settings.doorId == wanted.doorId);
  if (change.atCable) {
    next_.wifiBefore.reset();
  } else if (wifiChanges && record_.settings.wifi && !record_.wifiBefore) {
    next_.wifiBefore = record_.settings.wifi;
  }
  if (wanted.wifi) next.wifi = wanted.wifi;
  if (wanted.server) saveServerAddress(*wanted.server);
  if (wanted.doorId) next.doorId = wanted.doorId;
  if (wanted.relockSeconds) next.relockSeconds = wanted.relockSeconds;
  if (wanted.failSafe) next.failSafe = wanted.failSafe;
  if (wanted.releaseKeys) next.releaseKeys = wanted.releaseKeys;
  if (wanted.ownerKeys) next.ownerKeys = wanted.ownerKeys;
  if (change.claim) next_.claim = change.claim;
  if (change.password && !savePresetPassword(change.password->view())) return {};
  // Forgotten first: a saved time that stays behind without its settings would be the worse half.
  if (change.atCable && !store_.remove(keys::kClock)) return {};
  return {commit(), restart};
}

bool SettingsStore::saveWiFiCredentials(const WifiSettings& wifi) {
  next_ = record_;
  next_.settings.wifi = wifi;
  next_.wifiBefore.reset();
  return commit();
}

bool SettingsStore::savePresetPassword(Text password) {
  next_.password.emplace();
  return hashPassword(password, random_, *next_.password);
}

bool SettingsStore::revertWifi() {
  if (!record_.wifiBefore) return false;
  const WifiSettings before = *record_.wifiBefore;
  return saveWiFiCredentials(before);
}

void SettingsStore::claimUsed() {
  if (!record_.claim) return;
  next_ = record_;
  next_.claim.reset();
  commit();
}

void SettingsStore::wifiWorks() {
  if (!record_.wifiBefore) return;
  next_ = record_;
  next_.wifiBefore.reset();
  commit();
}

}  // namespace esplock
