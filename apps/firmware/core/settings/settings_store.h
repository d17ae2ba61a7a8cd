#pragma once

#include "crypto/password_hash.h"
#include "device/log.h"
#include "settings/secure_store.h"
#include "settings/settings.h"

namespace esplock {

/** What came of storing a change. */
struct Stored {
  /** False: nothing was changed. */
  bool ok = false;
  /** Something changed that takes a restart: Wi-Fi, server, Door ID, or a claim code to register with. */
  bool restart = false;
};

/** The settings at rest: one value, so that a change is stored whole or not at all. */
class SettingsStore {
 public:
  /** @param document used while reading what is stored */
  SettingsStore(SecureStore& store, Random& random, Log& log, JsonDocument& document);

  const Settings& current() const { return settings_; }
  /** nullptr until a first `configure` sets a door password. */
  const PasswordHash* password() const { return beside_.password ? &*beside_.password : nullptr; }
  /** The one-time code of the next registration; empty for none. */
  Text claim() const { return beside_.claim ? beside_.claim->view() : Text(); }
  FailSafe failSafe() const { return settings_.failSafe.value_or(FailSafe()); }
  int64_t relockSeconds() const { return settings_.relockSeconds.value_or(kDefaultRelockSeconds); }

  /**
   * Stores a change that was validated: the server's address, or whatever else it is.
   *
   * @param change is made whole with what is set already: no other memory is wanted for what is stored
   */
  Stored apply(SettingsChange& change);

  /** Stores Wi-Fi settings that have just worked. */
  bool saveWiFiCredentials(const WifiSettings& wifi);

  /** The one to join now: that of the settings, or the one from before where it has its turn. */
  const std::optional<WifiSettings>& wifi() const { return beforesTurn_ ? beside_.wifiBefore : settings_.wifi; }
  /** A sealed `configure` gave the Wi-Fi, and the relay was not reached since: the one from before is kept beside it. */
  bool wifiOnTrial() const { return beside_.wifiBefore.has_value(); }
  /** Whether it is the turn of the Wi-Fi from before. Not stored: every boot begins with that of the settings. */
  bool isBeforesTurn() const { return beforesTurn_; }
  /** While Wi-Fi is on trial: the other one has its turn. */
  void swapWifi() { beforesTurn_ = wifiOnTrial() && !beforesTurn_; }
  /** The relay was reached over the present one: it stays, and the other is forgotten. */
  void wifiWorks();
  /** A registration has used the claim code. */
  void claimUsed();

 private:
  /** What is kept beside the settings, and changes together with them. */
  struct Beside {
    std::optional<PasswordHash> password;
    std::optional<FixedText<kClaimCodeLength>> claim;
    /** The Wi-Fi over which the relay was reached before a sealed `configure` gave another. */
    std::optional<WifiSettings> wifiBefore;
  };

  bool parse(JsonDocument& document, char* json, size_t size);
  bool savePresetPassword(Text password, Beside& into);
  /** Stores both and makes them the present ones. A failure leaves those alone. */
  bool commit(const Settings& settings, const Beside& beside);

  SecureStore& store_;
  Random& random_;
  Settings settings_;
  Beside beside_;
  /** Only while `wifiBefore` is kept. */
  bool beforesTurn_ = false;
};

}  // namespace esplock
