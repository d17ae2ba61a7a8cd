#pragma once

#include "platform/clock.h"
#include "platform/pins.h"
#include "platform/watcher.h"

namespace esplock {

/** What the LED can say (section 8), and the pattern by which a person finds the device. */
enum class LedEvent : uint8_t {
  none,
  connectingWifi,
  wifiConnected,
  connectingRelay,
  relayConnected,
  commandReceived,
  error,
  keepAliveSent,
  unlocked,
  locked,
  settingsUpdated,
  updating,
  statusSent,
  criticalError,
  identify,
};

struct LedPattern {
  const char* name;
  const char* colour;
  Rgb rgb;
  uint8_t blinks;
  /** On, and as long dark, at each blink. */
  uint16_t ms;
  bool repeating;
};

const LedPattern& patternOf(LedEvent event);

/** Plays the patterns one after the other; a repeating one fills the time between them. */
class Led {
 public:
  Led(Clock& clock, Pins& pins, Watcher& watcher) : clock_(clock), pins_(pins), watcher_(watcher) {}

  /** Plays once, after what is playing. A repeating pattern belongs in `background`. */
  void play(LedEvent event);
  /** A repeating pattern until it is replaced, or ended with `none`. */
  void background(LedEvent event);
  void poll();

 private:
  static constexpr int kMaxWaiting = 4;

  void next();
  void light(bool on);

  Clock& clock_;
  Pins& pins_;
  Watcher& watcher_;
  LedEvent waiting_[kMaxWaiting];
  int waitingCount_ = 0;
  LedEvent background_ = LedEvent::none;
  LedEvent playing_ = LedEvent::none;
  int blinksLeft_ = 0;
  bool lit_ = false;
  int64_t turnAtMs_ = 0;
};

}  // namespace esplock
