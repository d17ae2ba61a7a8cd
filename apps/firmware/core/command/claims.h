#pragma once

#include "base/bytes.h"
#include "base/errors.h"
#include "base/json.h"

namespace esplock {

/** The claims inside a sealed command. Name and arguments are checked later, after the sender has been authorised. */
struct CommandClaims {
  Text aud;
  int64_t iat = 0;
  Text jti;
  int64_t exp = 0;
  Text boot;
  Text command;
  /** An object, or nullptr. */
  const JsonValue* args = nullptr;
  /** Missing is empty: never a door password. */
  Text password;
  uint8_t reply[32];
};

/** Reads claims that were parsed into `document`. */
Fault parseClaims(const JsonDocument& document, CommandClaims& into);

}  // namespace esplock
