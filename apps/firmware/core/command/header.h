#pragma once

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

/** Reads what is in clear in a sealed command. Its texts lie in `memory.header`. */
Fault parseSealedCommand(char* jwe, size_t size, JweMemory memory, CompactJwe& parts, CommandHeader& header);

}  // namespace esplock
