#pragma once

#include "base/errors.h"
#include "door/lock.h"
#include "door/sensors.h"
#include "platform/system.h"
#include "platform/wifi.h"

namespace esplock {

/** The status document (section 3). */
class StatusReport {
 public:
  StatusReport(Clock& chip, System& system, Wifi& wifi, DoorClock& clock, Lock& lock, Sensors& sensors, Text nonce)
      : chip_(chip), system_(system), wifi_(wifi), clock_(clock), lock_(lock), sensors_(sensors), nonce_(nonce) {}

  int64_t uptimeSeconds() const { return chip_.uptimeMs() / 1000; }
  const char* lockName() const { return lock_.isDrawn() ? "unlocked" : "locked"; }
  /** dBm, -128 to 0. */
  int rssi() const;

  /** A command whose sender was authorised. What others send is nobody's business. @param command a literal */
  void ran(const char* command, DeviceError error);

  /** The `state` of a sealed result: an object of the document's first five members. */
  void writeState(JsonWriter& out) const;
  /** For somebody whose command was authorised. */
  void writeSealed(JsonWriter& out) const { write(out, true); }
  /** For the relay, which sees 200 or 400 of a command and not why. */
  void writeClear(JsonWriter& out) const { write(out, false); }

 private:
  void write(JsonWriter& out, bool withError) const;

  Clock& chip_;
  System& system_;
  Wifi& wifi_;
  DoorClock& clock_;
  Lock& lock_;
  Sensors& sensors_;
  Text nonce_;
  const char* lastCommand_ = nullptr;
  DeviceError lastError_ = DeviceError::none;
  int64_t lastAtMs_ = 0;
};

}  // namespace esplock
