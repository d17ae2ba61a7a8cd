#include "door/sensors.h"

namespace esplock {
namespace {

constexpr int64_t kSettleMs = 500;
constexpr int64_t kAjarAfterMs = 60'000;

}  // namespace

Sensors::Sensors(Clock& chip, Pins& pins, EventJournal& events) : chip_(chip), pins_(pins), events_(events) {
  contact_.level = pins_.contactOpen();
  tamper_.level = pins_.tampered();
  if (contact_.level) ajarAtMs_ = chip_.uptimeMs() + kAjarAfterMs;
  if (tamper_.level) events_.report("tamper");
}

void Sensors::writeState(JsonWriter& out) const {
  out.member("contact", contact_.level ? "open" : "closed").member("tamper", tamper_.level);
}

bool Sensors::Input::follow(bool present, int64_t now) {
  if (present == level || now < settledAtMs) return false;
  level = present;
  settledAtMs = now + kSettleMs;
  return true;
}

void Sensors::poll() {
  const int64_t now = chip_.uptimeMs();
  if (contact_.follow(pins_.contactOpen(), now)) {
    events_.report(contact_.level ? "door-opened" : "door-closed");
    ajarAtMs_ = contact_.level ? now + kAjarAfterMs : 0;
    changed_ = true;
  }
  if (ajarAtMs_ != 0 && now >= ajarAtMs_) {
    ajarAtMs_ = 0;
    events_.report("door-ajar", kAjarAfterMs / 1000);
  }
  if (tamper_.follow(pins_.tampered(), now)) {
    if (tamper_.level) events_.report("tamper");
    changed_ = true;
  }
}

bool Sensors::takeChanged() {
  const bool changed = changed_;
  changed_ = false;
  return changed;
}

}  // namespace esplock
