#pragma once

#include "base/bytes.h"
#include "base/errors.h"
#include "base/json.h"
#include "command/compact_jwe.h"

namespace esplock {

/** The protected header of a sealed command, and nothing else in it (section 1; `cty` by section 9). */
struct CommandHeader {
  Text kid;
  Text aud;
  int64_t iat = 0;
  Text jti;
  /** The claims are a signed command. */
  bool isSigned = false;
};

/**
 * Reads what is in clear in a sealed command.
 *
 * @param buffer for the decoded parts, 6 KiB; what is read lies there
 */
Fault parseSealedCommand(Text jwe, Buffer buffer, JsonDocument& document, CompactJwe& parts, CommandHeader& header);

constexpr size_t kDecodedCommandBytes = bounds::kCommandBytes * 3 / 4;

}  // namespace esplock
