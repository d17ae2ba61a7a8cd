#pragma once

#include "base/fixed_text.h"
#include "led/led.h"

namespace esplock {

enum class Stage : uint8_t { none, makingKey, unconfigured, wifi, relay, online };

/** As `device.info` names it. */
const char* nameOf(Stage stage);

/** Something that keeps the device from being online, for a person at the cable. */
struct Trouble {
  /** Stable. */
  FixedText<40> code;
  FixedText<200> detail;
  /** Trying again does not help: a person has to change something. The LED repeats red until it is resolved. */
  bool critical = false;

  __attribute__((format(printf, 4, 5))) void set(const char* code, bool critical, const char* format, ...);
};

/** How far the device has come, for `device.info` and the LED. */
class Progress {
 public:
  Progress(Led& led, Watcher& watcher) : led_(led), watcher_(watcher) {}

  Stage stage() const { return stage_ == Stage::none ? Stage::unconfigured : stage_; }
  /** nullptr for none. */
  const Trouble* trouble() const { return troubled_ ? &trouble_ : nullptr; }

  void enter(Stage stage);
  void failed(const Trouble& trouble);
  void resolved();

 private:
  void show();

  Led& led_;
  Watcher& watcher_;
  Stage stage_ = Stage::none;
  bool troubled_ = false;
  Trouble trouble_;
};

}  // namespace esplock
