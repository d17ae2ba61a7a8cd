#include "socket/session.h"

namespace esplock {
namespace {

constexpr int64_t kWelcomeWithinMs = 10'000;

}  // namespace

Session::Session(Clock& chip, Log& log, Led& led, DoorClock& clock, StatusReport& status, EventJournal& events,
                 CommandProcessor& commands, Updater& updater, UpdateReports& reports, JsonDocument& document,
                 WebSocket& socket)
    : chip_(chip),
      log_(log),
      led_(led),
      clock_(clock),
      status_(status),
      events_(events),
      commands_(commands),
      updater_(updater),
      reports_(reports),
      document_(document),
      socket_(socket) {}

void Session::begin(SessionHost& host) {
  host_ = &host;
  open_ = true;
  welcomed_ = false;
  lastedMs_ = -1;
  silentAtMs_ = chip_.uptimeMs() + kWelcomeWithinMs;
}

bool Session::poll() {
  while (open_) {
    const WebSocketEvent event = socket_.poll();
    switch (event.kind) {
      case WebSocketEvent::Kind::text: handleWebSocketMessage(event.data, event.size); continue;
      case WebSocketEvent::Kind::ping:
      case WebSocketEvent::Kind::pong: heard(); continue;
      case WebSocketEvent::Kind::close:
      case WebSocketEvent::Kind::fault: ended(event.code); continue;
      case WebSocketEvent::Kind::none: break;
    }
    break;
  }
  const int64_t now = chip_.uptimeMs();
  if (open_ && now >= silentAtMs_) {
    if (welcomed_) log_.warn("relay", "silent for %d s", static_cast<int>(bounds::kSilenceMs / 1000));
    close(welcomed_ ? closeCode::kGoingAway : closeCode::kProtocolError);
  }
  if (open_ && welcomed_) {
    sendEvents();
    sendReports();
    if (now >= keepAliveAtMs_) sendKeepAlive();
  }
  return open_;
}

void Session::close(uint16_t code) {
  if (!open_) return;
  socket_.close(code);
  ended(code);
}

void Session::ended(uint16_t code) {
  if (!open_) return;
  open_ = false;
  endCode_ = code;
  if (welcomed_) lastedMs_ = chip_.uptimeMs() - welcomedAtMs_;
}

void Session::handleWebSocketMessage(char* text, size_t size) {
  RelayFrame frame;
  const Fault fault = parseRelayFrame(text, size, document_, frame);
  if (fault != Fault::none) {
    log_.warn("relay", "a frame that is not of the protocol (%s)", nameOf(fault));
    close(closeCode::kProtocolError);
    return;
  }
  if (!welcomed_ && frame.type != RelayFrame::Type::welcome) {
    close(closeCode::kProtocolError);
    return;
  }
  heard();
  switch (frame.type) {
    case RelayFrame::Type::welcome: welcome(frame); break;
    case RelayFrame::Type::command: command(frame); break;
    case RelayFrame::Type::status:
      sendStatus(frame.id);
      led_.play(LedEvent::statusSent);
      break;
    case RelayFrame::Type::update: updater_.offer(frame); break;
  }
}

void Session::welcome(const RelayFrame& frame) {
  clock_.setFromRelay(frame.serverTime);
  if (welcomed_) return;
  welcomed_ = true;
  welcomedAtMs_ = chip_.uptimeMs();
  heard();
  keepAliveMs_ = frame.keepAliveSeconds * 1000;
  keepAliveAtMs_ = welcomedAtMs_ + keepAliveMs_;
  host_->welcomed();
  sendEvents();
  sendReports();
  sendStatus({});
}

void Session::command(const RelayFrame& frame) {
  const Answer answer = commands_.processCommand(writable(frame.jwe), frame.jwe.size());
  JsonWriter out(socket_.room());
  out.beginObject().member("type", "result").member("id", frame.id).member("code", answer.code);
  if (!answer.jwe.empty()) out.member("jwe", answer.jwe);
  send(out.endObject());
  if (answer.restart) host_->restartSoon();
}

void Session::sendStatus(Text id) {
  if (!open_ || !welcomed_) return;
  JsonWriter out(socket_.room());
  out.beginObject().member("type", "status");
  if (!id.empty()) out.member("id", id);
  out.name("status");
  status_.writeClear(out);
  send(out.endObject());
}

void Session::sendKeepAlive() {
  keepAliveAtMs_ = chip_.uptimeMs() + keepAliveMs_;
  JsonWriter out(socket_.room());
  out.beginObject().member("type", "keepalive").member("uptime", status_.uptimeSeconds());
  out.member("rssi", status_.rssi()).member("lock", status_.lockName());
  send(out.endObject());
  // Every WebSocket server answers a ping: the one way to notice a relay that is gone without a word.
  if (open_) socket_.ping();
  led_.play(LedEvent::keepAliveSent);
}

void Session::sendEvents() {
  for (const DoorEvent* event = events_.oldest(); event && open_; event = events_.oldest()) {
    JsonWriter out(socket_.room());
    out.beginObject().member("type", "event").member("seq", event->seq).member("at", event->atMs);
    out.member("event", event->name);
    if (event->seconds >= 0) out.name("detail").beginObject().member("seconds", event->seconds).endObject();
    send(out.endObject());
    // What could not be sent waits for the next session.
    if (open_) events_.told();
  }
}

void Session::sendReports() {
  if (const UpdateProgress* progress = reports_.dueProgress(); progress && open_) {
    JsonWriter out(socket_.room());
    out.beginObject().member("type", "update-progress").member("id", progress->id.view());
    send(out.member("phase", nameOf(progress->phase)).member("percent", progress->percent).endObject());
    reports_.progressTold();
  }
  for (const UpdateResult* result = reports_.oldestResult(); result && open_; result = reports_.oldestResult()) {
    JsonWriter out(socket_.room());
    out.beginObject().member("type", "update-result").member("id", result->id.view());
    out.member("code", result->error ? 400 : 200);
    if (result->error) out.member("error", result->error);
    send(out.endObject());
    // What could not be sent waits for the next session.
    if (open_) reports_.resultTold();
  }
}

void Session::send(const JsonWriter& frame) {
  if (!open_) return;
  if (frame.ok() && socket_.sendText(frame.view())) return;
  log_.warn("relay", "the relay takes nothing any more");
  close(closeCode::kGoingAway);
}

void Session::heard() {
  if (welcomed_) silentAtMs_ = chip_.uptimeMs() + bounds::kSilenceMs;
}

}  // namespace esplock
