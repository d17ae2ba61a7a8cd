#include "esplock.h"

#include "base/base64url.h"

namespace esplock {
namespace {

/** Time for an answer to leave the chip before it restarts. */
constexpr int64_t kRestartAfterMs = 500;
/** Unasked status frames come at most this often, so that no door floods its relay. */
constexpr int64_t kTellEveryMs = 1'000;

/** The budget of docs/device.md. A chip's pointers are half as long as those of the machine that this is tested on. */
constexpr size_t kBytesMax = sizeof(void*) > 4 ? 82'000 : 77'000;
static_assert(sizeof(Esplock) <= kBytesMax);

/** 128 random bits of this boot. */
Text makeNonce(Random& random, char (&into)[kNonceLength]) {
  uint8_t bytes[kNonceBytes];
  random.fill(bytes);
  return {into, encodeBase64url(bytes, into)};
}

}  // namespace

Esplock::Esplock(Platform& platform)
    : platform_(platform),
      log_(platform.clock, platform.serial),
      led_(platform.clock, platform.pins, platform.watcher),
      progress_(led_, platform.watcher),
      store_(platform.store, platform.random, platform.system),
      settings_(store_, platform.random, log_, document_),
      clock_(platform.clock, store_, platform.system.builtAtMs()),
      events_(clock_, store_),
      lock_(platform.clock, clock_, led_, platform.pins, store_),
      sensors_(platform.clock, platform.pins, events_),
      status_(platform.clock, platform.system, platform.wifi, clock_, lock_, sensors_,
              makeNonce(platform.random, nonce_)),
      offlineGuard_(platform.clock, log_, lock_, settings_),
      guard_(platform.clock, log_, store_, settings_, events_),
      revocations_(store_, log_),
      signatures_(settings_, clock_, revocations_),
      key_(store_, platform.random, platform.background, log_, progress_),
      stream_(platform.socket, platform.trust, platform.random, clock_),
      socket_(stream_, platform.random, reader_),
      commands_({platform.random, log_, led_, platform.clock, clock_, lock_, settings_, offlineGuard_, status_, guard_,
                 revocations_, signatures_, replay_, key_.key(), store_, document_, Text(nonce_, sizeof nonce_)}),
      downloadStream_(platform.downloadSocket, platform.trust, platform.random, clock_),
      fetch_(platform.clock, log_, settings_, store_, network_, downloadStream_),
      download_(platform.clock, platform.random, log_, platform.slots, fetch_),
      running_(platform.slots),
      trial_(platform.clock, log_, platform.slots, store_, settings_, reports_, running_),
      updater_({platform.clock, log_, led_, platform.system, lock_, settings_, platform.slots, reports_, trial_, running_,
                download_, network_, document_}),
      session_(platform.clock, log_, led_, clock_, status_, events_, commands_, updater_, reports_, document_,
               socket_),
      network_({platform.clock, platform.random, platform.system, log_, led_, progress_, clock_, settings_, events_,
                offlineGuard_, key_.key(), stream_, socket_, session_, reader_, store_, document_, Text(nonce_, sizeof nonce_), *this},
               platform.wifi),
      rpc_({platform.clock, platform.serial, platform.system, log_, led_, progress_, store_, settings_, guard_,
            offlineGuard_, key_.key(), network_, platform.wifi, document_, *this}),
      improv_({platform.clock, platform.serial, platform.system, log_, led_, progress_, store_, settings_, guard_,
               offlineGuard_, key_.key(), network_, platform.wifi, document_, *this}) {
  const Text version = platform.system.version(), chip = platform.system.chip(), uid = platform.system.uid();
  log_.info("esplock", "version %.*s on %.*s, UID %.*s", static_cast<int>(version.size()), version.data(),
            static_cast<int>(chip.size()), chip.data(), static_cast<int>(uid.size()), uid.data());
  if (!store_.isChipBound()) {
    log_.warn("store", "no chip secret: values at rest are only as safe as the flash is");
  }
  running_.start(FirmwareSlots::Slot::running, platform.slots.runningBytes());
  key_.begin();
}

void Esplock::poll() {
  // The bolt first: nothing below may make it late.
  lock_.poll();
  offlineGuard_.poll();
  sensors_.poll();
  led_.poll();
  clock_.poll();
  readSerial();
  rpc_.poll();
  improv_.poll();
  running_.poll();
  const bool restart = restartAtMs_ != 0 && platform_.clock.uptimeMs() >= restartAtMs_;
  if (restart || trial_.poll() || updater_.poll()) {
    network_.halt();
    platform_.system.restart();
    return;
  }
  if (key_.poll()) {
    const Text kid = key_.key().kid();
    log_.info("key", "fingerprint %.*s", static_cast<int>(kid.size()), kid.data());
    network_.start();
  } else if (key_.hasFailed() && restartAtMs_ == 0) {
    restartSoon();
  }
  network_.poll();
  tellChanges();
}

void Esplock::restartSoon() {
  if (restartAtMs_ != 0) return;
  log_.info("esplock", "restarting");
  restartAtMs_ = platform_.clock.uptimeMs() + kRestartAfterMs;
}

void Esplock::readSerial() {
  uint8_t in[256];
  Bytes bytes(in, platform_.serial.read(in));
  while (bytes.size > 0) {
    const SerialFrame frame = frames_.next(bytes, platform_.clock.uptimeMs());
    switch (frame.kind) {
      case SerialFrame::Kind::none: break;
      case SerialFrame::Kind::line: rpc_.handle(frame.data, frame.size); break;
      case SerialFrame::Kind::tooLong: rpc_.unreadable(true); break;
      case SerialFrame::Kind::notUtf8: rpc_.unreadable(false); break;
      default: improv_.handle(frame);
    }
  }
}

void Esplock::tellChanges() {
  // Both are asked, or one change would be told twice.
  const bool lockChanged = lock_.takeChanged();
  if (sensors_.takeChanged() || lockChanged) statusDue_ = true;
  const int64_t now = platform_.clock.uptimeMs();
  if (!statusDue_ || now < statusAtMs_) return;
  statusDue_ = false;
  statusAtMs_ = now + kTellEveryMs;
  network_.sendStatus();
}

}  // namespace esplock
