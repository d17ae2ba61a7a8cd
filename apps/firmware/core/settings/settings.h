#pragma once

#include <optional>

#include "base/bounds.h"
#include "base/fixed_text.h"
#include "base/json_shape.h"
#include "base/json_writer.h"
#include "base/names.h"
#include "crypto/ec_key.h"

namespace esplock {

/** IEEE 802.11: an SSID of 1 to 32 bytes; a WPA passphrase of 8 to 63, or none for an open network. */
struct WifiSettings {
  FixedText<32> ssid;
  FixedText<63> password;
};
bool operator==(const WifiSettings& a, const WifiSettings& b);

struct ServerSettings {
  FixedText<256> url;
  /** PEM of the authority that the relay's certificate must come from; empty: the public roots. */
  FixedText<2560> ca;
};
bool operator==(const ServerSettings& a, const ServerSettings& b);

/** What a door does while it cannot reach the relay (section 7). */
struct FailSafe {
  enum class Action : uint8_t { hold, lock, unlock };
  Action onOffline = Action::lock;
  int64_t afterSeconds = 60;
};

template <size_t Max>
struct KeyList {
  EcPublicKey keys[Max];
  size_t count = 0;
};
using ReleaseKeys = KeyList<4>;
using OwnerKeys = KeyList<8>;

constexpr int64_t kDefaultRelockSeconds = 5;
constexpr size_t kDoorPasswordMaxBytes = 128;

/** What `configure` may set, the door password apart: any of these. */
struct Settings {
  std::optional<WifiSettings> wifi;
  std::optional<ServerSettings> server;
  std::optional<FixedText<kDoorIdMax>> doorId;
  std::optional<int64_t> relockSeconds;
  std::optional<FailSafe> failSafe;
  std::optional<ReleaseKeys> releaseKeys;
  std::optional<OwnerKeys> ownerKeys;
};

/** A change that was asked for, whole. */
struct SettingsChange {
  Settings settings;
  std::optional<FixedText<kDoorPasswordMaxBytes>> password;
  /** Kept until a registration has used it. */
  std::optional<FixedText<kClaimCodeLength>> claim;
  /** A person at the cable vouches for this device: the last saved time is forgotten. */
  bool atCable = false;

  /** Asks for nothing any more; of its passwords nothing is left in memory. */
  void clear();
};

bool parseWifi(const JsonDocument& document, const JsonValue* value, WifiSettings& into);
/** Whether the texts are an SSID and a Wi-Fi password. */
bool isWifi(Text ssid, Text password);

/**
 * Reads settings, validating all of them.
 *
 * @param where names the first member that does not fit
 */
bool parseSettings(const JsonDocument& document, const JsonValue* value, SettingsChange& into, Text& where);

/** The members of a settings object, without its brackets. */
void writeSettings(JsonWriter& out, const Settings& settings);

}  // namespace esplock
