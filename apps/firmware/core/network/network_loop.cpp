#include "network/network_loop.h"

namespace esplock {
namespace {

/** Longer than an access point takes to say no, and shorter than Improv's clients wait. */
constexpr int64_t kJoinTimeoutMs = 30'000;

/** An SSID, as it may be printed. */
struct Printable {
  explicit Printable(Text text) : size(static_cast<int>(printable(text, chars, sizeof chars))) {}
  char chars[32];
  int size;
};

}  // namespace

NetworkLoop::NetworkLoop(const RelayParts& parts, Wifi& wifi)
    : parts_(parts), wifi_(wifi), backoff_(parts.random), relay_(parts) {}

void NetworkLoop::start() {
  if (state_ == State::stopped && !halted_) state_ = State::deciding;
}

bool NetworkLoop::stop() {
  if (halted_ || state_ == State::trying) return false;
  relay_.stop();
  state_ = State::stopped;
  return true;
}

void NetworkLoop::halt() {
  halted_ = true;
  relay_.stop();
  state_ = State::stopped;
}

void NetworkLoop::poll() {
  if (linked_ && !wifiJoined()) {
    linked_ = false;
    parts_.log.warn("wifi", "connection lost");
    if (state_ == State::relaying) {
      relay_.lost();
      wait(relay_.waitMs());
    } else if (state_ == State::joined) {
      state_ = State::deciding;
    }
  }
  if (turnIsOver()) {
    relay_.stop();
    linked_ = false;
    wifi_.leave();
    swapWifi();
    state_ = State::deciding;
  }
  switch (state_) {
    case State::stopped: break;
    case State::deciding: decide(); break;
    case State::joining: pollJoin(); break;
    case State::joined: break;
    case State::relaying:
      if (relay_.poll() && state_ == State::relaying) wait(relay_.waitMs());
      break;
    case State::waiting:
      if (parts_.chip.uptimeMs() >= deadlineMs_) state_ = State::deciding;
      break;
    case State::trying: pollTrial(); break;
  }
}

void NetworkLoop::decide() {
  const Settings& settings = parts_.settings.current();
  const std::optional<WifiSettings>& wifi = parts_.settings.wifi();
  const bool target = settings.server && settings.doorId;
  if (!wifi || !target) parts_.progress.enter(Stage::unconfigured);
  if (!wifi) {
    state_ = State::stopped;
  } else if (!wifiJoined()) {
    if (target) parts_.progress.enter(Stage::wifi);
    const Printable ssid(wifi->ssid.view());
    parts_.log.info("wifi", "connecting to “%.*s”", ssid.size, ssid.chars);
    state_ = State::joining;
    join(*wifi);
  } else if (target) {
    state_ = State::relaying;
    relay_.start();
  } else {
    state_ = State::joined;
  }
}

void NetworkLoop::join(const WifiSettings& settings) {
  wanted_ = settings;
  deadlineMs_ = parts_.chip.uptimeMs() + kJoinTimeoutMs;
  wifi_.join(wanted_.ssid.view(), wanted_.password.view());
}

bool NetworkLoop::joinOver(WifiFailure& failure) {
  failure = WifiFailure::none;
  if (wifiJoined()) return true;
  const bool late = parts_.chip.uptimeMs() >= deadlineMs_;
  if (wifi_.state() == Wifi::State::joining && !late) return false;
  failure = wifi_.state() == Wifi::State::failed ? wifi_.failure() : WifiFailure::timeout;
  if (late) wifi_.leave();
  return true;
}

void NetworkLoop::pollJoin() {
  WifiFailure failure;
  if (!joinOver(failure)) return;
  if (failure == WifiFailure::none) {
    joined(wanted_);
    state_ = State::deciding;
    return;
  }
  notJoined(failure, wanted_);
  if (++failedJoins_ >= bounds::kWifiTurnJoins) swapWifi();
  wait(backoff_.next());
}

void NetworkLoop::tryWifi(const WifiSettings& settings, WifiTrial& trial) {
  relay_.stop();
  linked_ = false;
  wifi_.leave();
  const Printable ssid(settings.ssid.view());
  parts_.log.info("wifi", "trying “%.*s” before storing it", ssid.size, ssid.chars);
  trial_ = &trial;
  state_ = State::trying;
  join(settings);
}

void NetworkLoop::pollTrial() {
  WifiFailure failure;
  if (!joinOver(failure)) return;
  bool stored = false;
  state_ = State::stopped;
  if (failure == WifiFailure::none) {
    stored = trial_->storeWorking();
    if (stored) joined(wanted_);
  } else {
    notJoined(failure, wanted_);
  }
  if (!stored) wifi_.leave();
  start();
  trial_->trialEnded(failure, stored);
}

void NetworkLoop::joined(const WifiSettings& settings) {
  linked_ = true;
  failedJoins_ = 0;
  backoff_.reset();
  const Trouble* trouble = parts_.progress.trouble();
  if (trouble && trouble->code.view().substr(0, 5) == "wifi-") parts_.progress.resolved();
  const Printable ssid(settings.ssid.view());
  parts_.log.info("wifi", "connected to “%.*s”", ssid.size, ssid.chars);
  parts_.led.play(LedEvent::wifiConnected);
}

void NetworkLoop::notJoined(WifiFailure failure, const WifiSettings& settings) {
  const Trouble trouble = wifiTrouble(failure, settings.ssid.view());
  parts_.log.error("wifi", "%.*s", static_cast<int>(trouble.detail.size()), trouble.detail.view().data());
  parts_.progress.failed(trouble);
}

bool NetworkLoop::turnIsOver() {
  const int64_t now = parts_.chip.uptimeMs();
  if (relay_.session().isWelcomed()) unwelcomedMs_ = 0;
  else if (linked_) unwelcomedMs_ += now - polledAtMs_;
  polledAtMs_ = now;
  const bool running = state_ != State::stopped && state_ != State::trying;
  return running && parts_.settings.wifiOnTrial() && unwelcomedMs_ >= bounds::kWifiTurnMs;
}

void NetworkLoop::swapWifi() {
  failedJoins_ = 0;
  unwelcomedMs_ = 0;
  if (!parts_.settings.wifiOnTrial()) return;
  parts_.settings.swapWifi();
  const bool before = parts_.settings.isBeforesTurn();
  parts_.log.warn("wifi", "no relay over the %s: the other's turn", before ? "new one" : "one from before");
}

void NetworkLoop::wait(int64_t ms) {
  state_ = State::waiting;
  deadlineMs_ = parts_.chip.uptimeMs() + ms;
}

}  // namespace esplock
