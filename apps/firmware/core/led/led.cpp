#include "led/led.h"

namespace esplock {
namespace {

constexpr Rgb kBlue{0, 0, 255};
constexpr Rgb kGreen{0, 255, 0};
constexpr Rgb kOrange{255, 100, 0};
constexpr Rgb kWhite{255, 255, 255};
constexpr Rgb kRed{255, 0, 0};
constexpr Rgb kYellow{255, 220, 0};
constexpr Rgb kPurple{160, 0, 255};
constexpr Rgb kCyan{0, 255, 255};

/** In the order of `LedEvent`. */
constexpr LedPattern kPatterns[] = {
    {"", "", {0, 0, 0}, 0, 0, false},
    {"connecting-wifi", "blue", kBlue, 1, 500, true},
    {"wifi-connected", "green", kGreen, 3, 100, false},
    {"connecting-relay", "orange", kOrange, 1, 500, true},
    {"relay-connected", "green", kGreen, 5, 100, false},
    {"command-received", "white", kWhite, 1, 100, false},
    {"error", "red", kRed, 5, 100, false},
    {"keep-alive-sent", "blue", kBlue, 1, 100, false},
    {"unlocked", "green", kGreen, 5, 100, false},
    {"locked", "red", kRed, 5, 100, false},
    {"settings-updated", "yellow", kYellow, 5, 100, false},
    {"updating", "purple", kPurple, 5, 100, false},
    {"status-sent", "cyan", kCyan, 5, 100, false},
    {"critical-error", "red", kRed, 5, 100, true},
    // Ten seconds that nothing else looks like.
    {"identify", "white", kWhite, 20, 250, false},
};

}  // namespace

const LedPattern& patternOf(LedEvent event) { return kPatterns[static_cast<size_t>(event)]; }

void Led::play(LedEvent event) {
  const bool dark = playing_ == LedEvent::none && background_ == LedEvent::none;
  // Every ten seconds, and nobody at the door waits for it: only where the LED is dark.
  if (event == LedEvent::keepAliveSent && !dark) return;
  if (waitingCount_ == kMaxWaiting) {
    // More would show long after it happened: the oldest goes.
    for (int at = 1; at < kMaxWaiting; at++) waiting_[at - 1] = waiting_[at];
    waitingCount_--;
  }
  waiting_[waitingCount_++] = event;
  const bool gives = playing_ == background_ || playing_ == LedEvent::identify;
  if (playing_ == LedEvent::none || gives) next();
}

void Led::background(LedEvent event) {
  if (event == background_) return;
  const bool wasShown = playing_ != LedEvent::none && playing_ == background_;
  background_ = event;
  if (wasShown || playing_ == LedEvent::none) next();
}

void Led::poll() {
  if (playing_ == LedEvent::none || clock_.uptimeMs() < turnAtMs_) return;
  if (lit_) {
    light(false);
    blinksLeft_--;
  } else if (blinksLeft_ > 0) {
    light(true);
  } else {
    next();
  }
}

void Led::next() {
  const LedEvent before = playing_;
  if (waitingCount_ > 0) {
    playing_ = waiting_[0];
    for (int at = 1; at < waitingCount_; at++) waiting_[at - 1] = waiting_[at];
    waitingCount_--;
  } else {
    playing_ = background_;
  }
  if (playing_ == LedEvent::none) {
    light(false);
    if (before != LedEvent::none) watcher_.pattern({});
    return;
  }
  if (playing_ != before || playing_ != background_) watcher_.pattern(patternOf(playing_).name);
  blinksLeft_ = patternOf(playing_).blinks;
  light(true);
}

void Led::light(bool on) {
  const LedPattern& pattern = patternOf(playing_);
  lit_ = on;
  pins_.setLed(on ? &pattern.rgb : nullptr);
  turnAtMs_ = clock_.uptimeMs() + pattern.ms;
}

}  // namespace esplock
