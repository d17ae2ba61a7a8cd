#include "network/relay_link.h"


#include <cstdio>

#include "network/trouble.h"

namespace esplock {
namespace {

constexpr int64_t kSocketTimeoutMs = 15'000;
/** A token about to expire opens no socket any more. */
constexpr int64_t kTokenMarginMs = 5'000;
/** A session that lasted this long was a good one: the next backoff starts small. */
constexpr int64_t kGoodSessionMs = 60'000;

}  // namespace

RelayLink::RelayLink(const RelayParts& parts)
    : parts_(parts), backoff_(parts.random), registration_(parts.chip, parts.stream, parts.reader) {}

bool RelayLink::hasToken() {
  return registered_ && answer_.session.expiresAt > parts_.clock.now() + kTokenMarginMs;
}

void RelayLink::start() {
  parts_.progress.enter(Stage::relay);
  if (hasToken()) {
    connectToWebSocket();
    return;
  }
  const Settings& settings = parts_.settings.current();
  Url url;
  parseUrl(settings.server->url.view(), url);
  parts_.log.info("relay", "registering at %.*s as %.*s", static_cast<int>(url.authority.size()), url.authority.data(),
                  static_cast<int>(settings.doorId->size()), settings.doorId->view().data());
  askedAgain_ = false;
  ask(true);
}

void RelayLink::ask(bool withClaim) {
  const Settings& settings = parts_.settings.current();
  const Text claim = withClaim ? parts_.settings.claim() : Text();
  askedWithClaim_ = !claim.empty();
  state_ = State::registering;
  registration_.sendDoorIDAndPublicKey(
      {*settings.server, settings.doorId->view(), parts_.key, parts_.system, parts_.nonce, claim}, memory_);
}

bool RelayLink::poll() {
  switch (state_) {
    case State::idle: return true;
    case State::registering:
      switch (registration_.poll()) {
        case Registration::State::answered: answered(); break;
        case Registration::State::notReached: notReached(registration_.failure(), 0); break;
        default: break;
      }
      break;
    case State::opening: openSocket(); break;
    case State::session:
      if (!parts_.session.poll()) sessionEnded();
      break;
  }
  return state_ == State::idle;
}

void RelayLink::answered() {
  const int status = registration_.status();
  char* const body = registration_.body();
  const size_t size = registration_.bodySize();
  Trouble found;
  if (status == 200) {
    const Fault fault = parseRegistrationAnswer(body, size, parts_.key, parts_.random,
                                                {parts_.store.scratch(), parts_.document}, answer_);
    if (fault == Fault::none) {
      registered();
      return;
    }
    found.set("registration-failed", false, "The server's answer is not what the protocol says (%s).", nameOf(fault));
  } else {
    const Text reason = problemReason(body, size, parts_.document);
    const int length = static_cast<int>(reason.size());
    if (status == 403) {
      found.set("registration-refused", true, "%.*s", length, reason.data());
      if (!askedAgain_) refusal_ = found;
      if (askedWithClaim_) {
        // The code may have been used by this very device, whose answer was lost: then the key alone is enough.
        askedAgain_ = true;
        ask(false);
        return;
      }
      refused();
      return;
    }
    found.set("registration-failed", false, "The server answered %d: %.*s", status, length, reason.data());
  }
  if (askedAgain_) {
    refused();
    return;
  }
  trouble(found);
  over(backoff_.next());
}

void RelayLink::refused() {
  trouble(refusal_);
  // Where a relay has said no, it says the same a moment later.
  over(randomBetween(parts_.random, 30'000, 60'000));
}

void RelayLink::registered() {
  parts_.clock.setFromRelay(answer_.serverTime);
  parts_.settings.claimUsed();
  registered_ = true;
  parts_.led.play(LedEvent::statusSent);
  connectToWebSocket();
}

void RelayLink::connectToWebSocket() {
  state_ = State::opening;
  socketAsked_ = false;
  deadlineMs_ = parts_.chip.uptimeMs() + kSocketTimeoutMs;
  Url url;
  const ServerSettings& server = *parts_.settings.current().server;
  parseUrl(server.url.view(), url);
  parts_.stream.connect(url.host, url.port, server.ca.view());
}

void RelayLink::openSocket() {
  const bool late = parts_.chip.uptimeMs() >= deadlineMs_;
  if (!socketAsked_) {
    switch (parts_.stream.poll()) {
      case TlsStream::State::failed: notReached(parts_.stream.failure(), 0); return;
      case TlsStream::State::open: break;
      default:
        if (late) notReached(NetworkFailure::timeout, 0);
        return;
    }
    // The path is the relay's word and the host is not: it is put together here, not resolved.
    Url url;
    parseUrl(parts_.settings.current().server->url.view(), url);
    const Text socket = answer_.socket.view().substr(0, answer_.socket.view().find('#'));
    const Text door = parts_.settings.current().doorId->view();
    char path[400];
    const int length = std::snprintf(path, sizeof path, "%.*s%cdoor=%.*s", static_cast<int>(socket.size()),
                                     socket.data(), socket.find('?') == Text::npos ? '?' : '&',
                                     static_cast<int>(door.size()), door.data());
    parts_.socket.open(url.authority, Text(path, static_cast<size_t>(length)), answer_.session.token.view(),
                       kSocketProtocol, memory_);
    socketAsked_ = true;
  }
  // What comes with the handshake's answer stays in the socket until the session asks for it.
  const WebSocketEvent event = parts_.socket.pollOpening();
  if (parts_.socket.state() == WebSocket::State::open) {
    state_ = State::session;
    parts_.session.begin(*this);
  } else if (event.kind == WebSocketEvent::Kind::close) {
    const bool answer = parts_.socket.refusedStatus() != 0;
    notReached(answer ? NetworkFailure::refused : NetworkFailure::unreachable, parts_.socket.refusedStatus());
  } else if (late) {
    notReached(NetworkFailure::timeout, 0);
  }
}

void RelayLink::welcomed() {
  parts_.host.welcomed();
  const int64_t offlineMs = parts_.offlineGuard.online();
  // Before that is stored: where the power goes between, the trial goes on, and it is told later.
  if (parts_.settings.isBeforesTurn()) {
    parts_.log.warn("wifi", "the new Wi-Fi did not work: back to the one from before");
    parts_.events.report("wifi-reverted");
  }
  parts_.settings.wifiWorks();
  parts_.progress.resolved();
  parts_.progress.enter(Stage::online);
  parts_.log.info("relay", "connected");
  parts_.led.play(LedEvent::relayConnected);
  if (wasOnline_) parts_.events.report("offline-period", (offlineMs + 500) / 1000);
  wasOnline_ = true;
}

void RelayLink::sessionEnded() {
  const uint16_t code = parts_.session.endCode();
  const int64_t lasted = parts_.session.lastedMs();
  parts_.offlineGuard.offline();
  parts_.log.warn("relay", "session ended (%u)", code);
  parts_.progress.enter(Stage::relay);
  if (lasted >= kGoodSessionMs) backoff_.reset();
  if (lasted < 0) registered_ = false;
  Trouble found;
  switch (code) {
    case closeCode::kReplaced:
      registered_ = false;
      found.set("replaced", false, "Another device opened a session with this device's key.");
      trouble(found);
      over(randomBetween(parts_.random, 10'000, 60'000));
      break;
    case closeCode::kRemoved:
      registered_ = false;
      found.set("removed", true, "The server has removed this door, or banned this device's key.");
      trouble(found);
      over(randomBetween(parts_.random, 60'000, 300'000));
      break;
    case closeCode::kSessionExpired:
      registered_ = false;
      over(backoff_.next());
      break;
    default: over(backoff_.next());
  }
}

void RelayLink::notReached(NetworkFailure failure, int status) {
  const int64_t validFrom = parts_.stream.validFromMs();
  stop();
  if (failure == NetworkFailure::certificateNotYetValid && validFrom > parts_.clock.now()) {
    // An authority that is trusted says that it is later: nothing else tells a device so before its first answer.
    parts_.log.info("clock", "set forward to the beginning of the server's certificate");
    parts_.clock.atLeast(validFrom);
    over(0);
    return;
  }
  // A refused upgrade is a refused token, whatever the reason.
  if (failure == NetworkFailure::refused) registered_ = false;
  trouble(networkTrouble(failure, *parts_.settings.current().server, parts_.clock.now(), status));
  over(backoff_.next());
}

void RelayLink::trouble(const Trouble& found) {
  parts_.log.error("relay", "%.*s: %.*s", static_cast<int>(found.code.size()), found.code.view().data(),
                   static_cast<int>(found.detail.size()), found.detail.view().data());
  parts_.progress.failed(found);
}

void RelayLink::lost() {
  switch (state_) {
    case State::idle: break;
    case State::session:
      parts_.session.close(closeCode::kGoingAway);
      sessionEnded();
      break;
    default: notReached(NetworkFailure::offline, 0);
  }
}

void RelayLink::stop() {
  const bool live = state_ == State::session;
  state_ = State::idle;
  if (live) {
    parts_.session.close(closeCode::kGoingAway);
    parts_.offlineGuard.offline();
  }
  registration_.cancel();
  parts_.socket.close(closeCode::kGoingAway);
  parts_.stream.close();
}

void RelayLink::over(int64_t waitMs) {
  state_ = State::idle;
  waitMs_ = waitMs;
}

}  // namespace esplock
