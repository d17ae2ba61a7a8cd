#include "settings/settings.h"

#include <new>
#include <type_traits>

#include "base/utf8.h"
#include "crypto/sha256.h"
#include "network/url.h"

namespace esplock {
namespace {

constexpr Text kBegin = "-----BEGIN CERTIFICATE-----\n";
constexpr Text kEnd = "\n-----END CERTIFICATE-----";

/** One certificate in PEM, with nothing around it. */
bool isPem(Text text) {
  if (text.size() > 2560 || text.substr(0, kBegin.size()) != kBegin) return false;
  text.remove_prefix(kBegin.size());
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (text.size() <= kEnd.size() || text.substr(text.size() - kEnd.size()) != kEnd) return false;
  text.remove_suffix(kEnd.size());
  for (char letter : text) {
    const bool upper = letter >= 'A' && letter <= 'Z';
    const bool lower = letter >= 'a' && letter <= 'z';
    const bool digit = letter >= '0' && letter <= '9';
    if (!upper && !lower && !digit && letter != '+' && letter != '/' && letter != '=' && letter != '\n') return false;
  }
  return true;
}

bool isDoorPassword(Text text) { return text.size() <= kDoorPasswordMaxBytes && utf16Length(text) >= 8; }

bool parseServer(const JsonDocument& document, const JsonValue* value, ServerSettings& into) {
  Shape shape(document, value);
  Text url, ca;
  shape.text("url", url);
  const JsonValue* authority = shape.optional("ca");
  if (authority) shape.takeText(*authority, ca);
  Url parsed;
  if (!shape.complete() || !parseUrl(url, parsed) || (authority && !isPem(ca))) return false;
  return into.url.assign(url) && into.ca.assign(ca);
}

bool parseFailSafe(const JsonDocument& document, const JsonValue* value, FailSafe& into) {
  Shape shape(document, value);
  Text action;
  shape.text("onOffline", action);
  shape.integer("afterSeconds", 0, 86'400, into.afterSeconds);
  if (action == "hold") into.onOffline = FailSafe::Action::hold;
  else if (action == "lock") into.onOffline = FailSafe::Action::lock;
  else if (action == "unlock") into.onOffline = FailSafe::Action::unlock;
  else return false;
  return shape.complete();
}

const char* nameOf(FailSafe::Action action) {
  switch (action) {
    case FailSafe::Action::hold: return "hold";
    case FailSafe::Action::lock: return "lock";
    case FailSafe::Action::unlock: return "unlock";
  }
  return "";
}

template <size_t Max>
bool parseKeys(const JsonDocument& document, const JsonValue* list, KeyList<Max>& into) {
  if (list->type != JsonType::array) return false;
  into.count = 0;
  for (const JsonValue* each = document.first(*list); each; each = document.next(*each)) {
    if (into.count == Max || !parseEcJwk(document, each, into.keys[into.count])) return false;
    into.count++;
  }
  return true;
}

template <size_t Max>
void writeKeys(JsonWriter& out, Text name, const std::optional<KeyList<Max>>& list) {
  if (!list) return;
  out.name(name).beginArray();
  for (size_t each = 0; each < list->count; each++) writeEcJwk(out, list->keys[each]);
  out.endArray();
}

/** Reads a member that may be missing into an optional. */
template <typename T, typename Parse>
void take(Shape& shape, Text name, std::optional<T>& into, Parse parse) {
  const JsonValue* value = shape.optional(name);
  if (!value) return;
  into.emplace();
  if (!parse(value, *into)) shape.fail(name);
}

}  // namespace

bool operator==(const WifiSettings& a, const WifiSettings& b) { return a.ssid == b.ssid && a.password == b.password; }
bool operator==(const ServerSettings& a, const ServerSettings& b) { return a.url == b.url && a.ca == b.ca; }

void SettingsChange::clear() {
  static_assert(std::is_trivially_destructible_v<SettingsChange>);
  wipe(this, sizeof *this);
  // In its place: as a value it would be on the stack once more, and it is large.
  new (this) SettingsChange();
}

bool isWifi(Text ssid, Text password) {
  if (ssid.empty() || ssid.size() > 32 || !isUtf8(ssid)) return false;
  if (password.empty()) return true;
  if (password.size() < 8 || password.size() > 63) return false;
  for (char letter : password) {
    if (letter < 0x20 || letter > 0x7e) return false;
  }
  return true;
}

bool parseWifi(const JsonDocument& document, const JsonValue* value, WifiSettings& into) {
  Shape shape(document, value);
  Text ssid, password;
  shape.text("ssid", ssid);
  shape.text("password", password);
  if (!shape.complete() || !isWifi(ssid, password)) return false;
  return into.ssid.assign(ssid) && into.password.assign(password);
}

bool parseSettings(const JsonDocument& document, const JsonValue* value, SettingsChange& into, Text& where) {
  Shape shape(document, value);
  Settings& settings = into.settings;
  const auto number = [](int64_t min, int64_t max) {
    return [min, max](const JsonValue* v, int64_t& out) {
      out = v->integer();
      return v->type == JsonType::integer && out >= min && out <= max;
    };
  };
  const auto text = [](bool (*fits)(Text)) {
    return [fits](const JsonValue* v, auto& out) {
      return v->type == JsonType::text && fits(v->text()) && out.assign(v->text());
    };
  };
  take(shape, "wifi", settings.wifi, [&](auto* v, auto& out) { return parseWifi(document, v, out); });
  take(shape, "server", settings.server, [&](auto* v, auto& out) { return parseServer(document, v, out); });
  take(shape, "doorId", settings.doorId, text(isDoorId));
  take(shape, "password", into.password, text(isDoorPassword));
  take(shape, "relockSeconds", settings.relockSeconds, number(1, bounds::kUnlockSecondsMax));
  take(shape, "failSafe", settings.failSafe, [&](auto* v, auto& out) { return parseFailSafe(document, v, out); });
  take(shape, "releaseKeys", settings.releaseKeys, [&](auto* v, auto& out) { return parseKeys(document, v, out); });
  take(shape, "ownerKeys", settings.ownerKeys, [&](auto* v, auto& out) { return parseKeys(document, v, out); });
  if (shape.complete()) return true;
  where = shape.ok() ? Text("unknown member") : shape.where();
  return false;
}

void writeSettings(JsonWriter& out, const Settings& settings) {
  if (settings.wifi) {
    out.name("wifi").beginObject();
    out.member("ssid", settings.wifi->ssid.view()).member("password", settings.wifi->password.view()).endObject();
  }
  if (settings.server) {
    out.name("server").beginObject().member("url", settings.server->url.view());
    if (!settings.server->ca.empty()) out.member("ca", settings.server->ca.view());
    out.endObject();
  }
  if (settings.doorId) out.member("doorId", settings.doorId->view());
  if (settings.relockSeconds) out.member("relockSeconds", *settings.relockSeconds);
  if (settings.failSafe) {
    out.name("failSafe").beginObject().member("onOffline", nameOf(settings.failSafe->onOffline));
    out.member("afterSeconds", settings.failSafe->afterSeconds).endObject();
  }
  writeKeys(out, "releaseKeys", settings.releaseKeys);
  writeKeys(out, "ownerKeys", settings.ownerKeys);
}

}  // namespace esplock
