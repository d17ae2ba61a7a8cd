#pragma once

#include "base/fixed_text.h"
#include "command/compact_jwe.h"
#include "crypto/rsa_key.h"

namespace esplock {

/** What only the holder of the device key can read: the token that opens the socket. */
struct DeviceSession {
  FixedText<2048> token;
  int64_t expiresAt = 0;
};

/** @param jwe is decoded in place */
Fault openSession(char* jwe, size_t size, RsaKey& key, Random& random, JweMemory memory, DeviceSession& into);

}  // namespace esplock
