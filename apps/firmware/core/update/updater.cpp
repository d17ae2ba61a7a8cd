#include "update/updater.h"

#include <algorithm>

#include "update/release.h"

namespace esplock {
namespace {

/** Time for the last frame to leave the chip. */
constexpr int64_t kFarewellMs = 500;
/** The LED tells of it this often, in percent of a phase. */
constexpr int kShownEvery = 10;

}  // namespace

void Updater::offer(const RelayFrame& frame) {
  if (state_ != State::idle && frame.id == id_.view()) {
    parts_.reports.repeat();
    return;
  }
  if (state_ != State::idle || parts_.trial.underWay()) {
    parts_.reports.result(frame.id, "busy");
    return;
  }
  id_.assign(frame.id);
  url_.assign(frame.url);
  if (const char* error = admit(frame.manifest)) {
    stay(error);
    return;
  }
  state_ = State::downloading;
  parts_.download.start(url_.view(), size_);
  tell(UpdatePhase::downloading, 0);
}

const char* Updater::admit(Text manifest) {
  Release release;
  const Fault fault = parseRelease(writable(manifest), manifest.size(), parts_.document, release);
  if (fault != Fault::none) return "malformed";
  const std::optional<ReleaseKeys>& keys = parts_.settings.current().releaseKeys;
  const EcPublicKey* key = keys ? findKey(keys->keys, keys->count, release.jws.kid) : nullptr;
  if (!key || verifyJws(release.jws, *key) != Fault::none) return "not-signed";
  const RunningImage running = {parts_.system.chip(), parts_.system.version(), parts_.running.finish(),
                                static_cast<int64_t>(parts_.slots.spareBytes())};
  if (const char* refusal = refuseRelease(release, running)) return refusal;
  sha256_.assign(release.sha256);
  size_ = static_cast<size_t>(release.size);
  parts_.log.info("update", "to version %.*s", static_cast<int>(release.version.size()), release.version.data());
  return nullptr;
}

bool Updater::poll() {
  // Each step tells of no more than one thing, so that the session can send it.
  switch (state_) {
    case State::idle: break;
    case State::downloading: {
      const bool over = parts_.download.poll();
      if (const char* error = parts_.download.error()) {
        stay(error);
        break;
      }
      tell(UpdatePhase::downloading, static_cast<int>(uint64_t{100} * parts_.download.received() / size_));
      if (over) state_ = State::received;
      break;
    }
    case State::received: received(); break;
    case State::checking: check(); break;
    case State::checked:
    case State::waiting: waitForLock(); break;
    case State::leaving:
      if (parts_.chip.uptimeMs() >= leaveAtMs_) return leave();
      break;
  }
  return false;
}

void Updater::received() {
  tell(UpdatePhase::checking, 0);
  if (parts_.download.sha256() != sha256_.view()) {
    stay("wrong-hash");
    return;
  }
  written_.start(FirmwareSlots::Slot::spare, size_);
  state_ = State::checking;
}

void Updater::check() {
  if (!written_.poll()) return;
  if (written_.finish() != sha256_.view()) {
    stay("write-failed");
  } else if (const char* fault = parts_.slots.fault(size_)) {
    parts_.log.warn("update", "%s", fault);
    stay("bad-image");
  } else {
    tell(UpdatePhase::checking, 100);
    state_ = State::checked;
    waitingSinceMs_ = parts_.chip.uptimeMs();
    giveUpAtMs_ = waitingSinceMs_ + bounds::kRestartWaitMs;
  }
}

void Updater::waitForLock() {
  const int64_t now = parts_.chip.uptimeMs();
  if (!parts_.lock.isDrawn()) {
    tell(UpdatePhase::restarting, 0);
    leaveAtMs_ = now + kFarewellMs;
    state_ = State::leaving;
  } else if (now >= giveUpAtMs_) {
    stay("in-use");
  } else {
    if (state_ == State::checked) waitingSinceMs_ = now;
    state_ = State::waiting;
    const int64_t whole = std::max<int64_t>(1, giveUpAtMs_ - waitingSinceMs_);
    tell(UpdatePhase::waiting, static_cast<int>(100 * (now - waitingSinceMs_) / whole));
  }
}

bool Updater::leave() {
  const bool stopped = parts_.relay.stop();
  // A command may have come in between. From here to the restart nothing else runs.
  if (!stopped || parts_.lock.isDrawn()) {
    if (stopped) parts_.relay.start();
    state_ = State::checked;
    return false;
  }
  if (!parts_.trial.remember(id_.view(), sha256_.view()) || !parts_.slots.boot()) {
    parts_.trial.forget();
    parts_.relay.start();
    stay("write-failed");
    return false;
  }
  parts_.log.info("update", "restarting into the new image");
  return true;
}

void Updater::stay(const char* error) {
  state_ = State::idle;
  parts_.log.warn("update", "%s", error);
  parts_.led.play(LedEvent::error);
  parts_.reports.result(id_.view(), error);
}

void Updater::tell(UpdatePhase phase, int percent) {
  if (parts_.reports.progress(id_.view(), phase, percent) && percent % kShownEvery == 0) {
    parts_.led.play(LedEvent::updating);
  }
}

}  // namespace esplock
