#include "door/status.h"

#include <algorithm>

namespace esplock {

int StatusReport::rssi() const {
  return wifi_.state() == Wifi::State::joined ? std::min(0, std::max(-128, wifi_.rssi())) : -128;
}

void StatusReport::ran(const char* command, DeviceError error) {
  lastCommand_ = command;
  lastError_ = error;
  lastAtMs_ = clock_.now();
}

void StatusReport::writeState(JsonWriter& out) const {
  out.beginObject();
  lock_.writeState(out);
  sensors_.writeState(out);
  out.endObject();
}

void StatusReport::write(JsonWriter& out, bool withError) const {
  out.beginObject();
  lock_.writeState(out);
  sensors_.writeState(out);
  if (lastCommand_) {
    const bool failed = lastError_ != DeviceError::none;
    out.name("lastCommand").beginObject().member("command", lastCommand_).member("code", failed ? 400 : 200);
    if (failed && withError) out.member("error", nameOf(lastError_));
    out.member("at", lastAtMs_).endObject();
  }
  out.member("firmware", system_.version()).member("chip", system_.chip());
  out.member("uptime", uptimeSeconds()).member("rssi", rssi());
  out.member("freeHeap", static_cast<int64_t>(system_.freeHeap()));
  out.member("clock", clock_.state()).member("boot", nonce_).endObject();
}

}  // namespace esplock
