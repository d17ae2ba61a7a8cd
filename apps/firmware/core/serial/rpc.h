#pragma once

#include "command/password_guard.h"
#include "network/network_loop.h"
#include "serial/requests.h"

namespace esplock {

/** What the serial line works with. */
struct SerialParts {
  Clock& chip;
  SerialPort& serial;
  System& system;
  Log& log;
  Led& led;
  Progress& progress;
  SecureStore& store;
  SettingsStore& settings;
  PasswordGuard& guard;
  OfflineGuard& offlineGuard;
  RsaKey& key;
  NetworkLoop& network;
  Wifi& wifi;
  JsonDocument& document;
  /** Restarts when the answer is through the line. */
  SessionHost& host;
};

/** JSON-RPC 2.0 over the serial line, one message a line (section 6). */
class SerialRpc : private WifiTrial {
 public:
  explicit SerialRpc(const SerialParts& parts) : parts_(parts) {}

  /** A line that came. One that does not begin as a message does is somebody's terminal, and no message. */
  void handle(char* line, size_t size);
  void unreadable(bool tooLong);
  /** Goes on with a configuration that waits for its turn. */
  void poll();

 private:
  /** One change at a time: it waits for the device's key, or for Wi-Fi to be tried. */
  enum class Pending : uint8_t { none, waiting, trying };

  bool storeWorking() override;
  void trialEnded(WifiFailure failure, bool stored) override;

  void info(const SerialRequest& request);
  /** Refuses, before anything of the request is looked at, its password included. */
  bool busy();
  void configure(const SerialRequest& request);
  void runConfigure();
  bool store();
  void configured(bool stored);
  void reset(const SerialRequest& request);
  bool authorise(Text password);
  void answerRestarting(bool restarting);
  void refuse(int code, Text message, Text reason = {});
  void keepId(const JsonValue* id);
  void write(JsonWriter& out);

  SerialParts parts_;
  Pending pending_ = Pending::none;
  SettingsChange change_;
  bool restarting_ = false;
  /** JSON of the `id` to answer. */
  FixedText<256> id_;
  /** Of the configuration that waits. */
  FixedText<256> pendingId_;
};

}  // namespace esplock
