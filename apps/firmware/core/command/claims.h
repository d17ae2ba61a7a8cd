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
  /** Of a signed command: the text of a grant, or empty where an owner signed. */
  Text grant;
  uint8_t reply[32];
};

/** By what a command is to be authorised: `cty` alone says which, and one is never tried as the other. */
enum class Authority : uint8_t { password, signature };

/** Reads claims that were parsed into `document`. */
Fault parseClaims(const JsonDocument& document, Authority by, CommandClaims& into);

}  // namespace esplock
