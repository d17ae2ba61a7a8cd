#pragma once

#include "device/progress.h"
#include "network/backoff.h"
#include "registration/register.h"
#include "settings/settings_store.h"
#include "socket/session.h"

namespace esplock {

/** What the relay link works with. */
struct RelayParts {
  Clock& chip;
  Random& random;
  System& system;
  Log& log;
  Led& led;
  Progress& progress;
  DoorClock& clock;
  SettingsStore& settings;
  EventJournal& events;
  OfflineGuard& offlineGuard;
  RsaKey& key;
  TlsStream& stream;
  WebSocket& socket;
  Session& session;
  /** Beside the stream, for what it answers. */
  HttpReader& reader;
  SecureStore& store;
  JsonDocument& document;
  Text nonce;
  SessionHost& host;
};

/** Registration and socket of one boot: what sections 2 and 3 want of a device. */
class RelayLink : private SessionHost {
 public:
  explicit RelayLink(const RelayParts& parts);

  /** Begins one attempt, and the session that comes of it. Settings must name server and door. */
  void start();
  /** @returns true once it is over; `waitMs` is then how long to wait before the next */
  bool poll();
  int64_t waitMs() const { return waitMs_; }

  /** Wi-Fi is gone. */
  void lost();
  /** Ends what is under way, for good or until the next `start`. */
  void stop();

  Session& session() { return parts_.session; }
  /** Of the present session; empty while there is none. */
  Text token() const { return parts_.session.isWelcomed() ? answer_.session.token.view() : Text(); }

 private:
  enum class State : uint8_t { idle, registering, opening, session };

  void welcomed() override;
  void restartSoon() override { parts_.host.restartSoon(); }

  void ask(bool withClaim);
  void answered();
  void registered();
  void refused();
  void connectToWebSocket();
  void openSocket();
  void sessionEnded();
  void notReached(NetworkFailure failure, int status);
  void trouble(const Trouble& trouble);
  void over(int64_t waitMs);
  bool hasToken();

  RelayParts parts_;
  Backoff backoff_;
  Registration registration_;
  State state_ = State::idle;
  int64_t waitMs_ = 0;
  int64_t deadlineMs_ = 0;
  bool registered_ = false;
  bool askedWithClaim_ = false;
  bool askedAgain_ = false;
  bool wasOnline_ = false;
  bool socketAsked_ = false;
  Trouble refusal_;
  RegistrationAnswer answer_;
  /** The body of a registration's answer, and then one incoming frame: never both. */
  uint8_t memory_[bounds::kFrameBytes];
};

}  // namespace esplock
