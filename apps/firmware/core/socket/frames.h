#pragma once

#include "base/json.h"

namespace esplock {

constexpr char kSocketProtocol[] = "openlock.v1";

/** What a relay sends over the device socket (section 3). Its texts lie in what was parsed. */
struct RelayFrame {
  enum class Type : uint8_t { welcome, command, status, update };
  Type type = Type::welcome;
  int64_t serverTime = 0;
  int64_t keepAliveSeconds = 0;
  Text id;
  Text jwe;
  Text manifest;
  Text url;
};

/** Reads a frame in place. */
Fault parseRelayFrame(char* text, size_t size, JsonDocument& document, RelayFrame& into);

}  // namespace esplock
