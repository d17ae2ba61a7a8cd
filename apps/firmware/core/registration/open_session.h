#pragma once

#include "base/bounds.h"
#include "base/fixed_text.h"
#include "base/json.h"
#include "crypto/rsa_key.h"

namespace esplock {

/** What only the holder of the device key can read: the token that opens the socket. */
struct DeviceSession {
  FixedText<2048> token;
  int64_t expiresAt = 0;
};

/** @param buffer for the decoded parts, 6 KiB */
Fault openSession(Text jwe, RsaKey& key, Random& random, Buffer buffer, JsonDocument& document, DeviceSession& into);

}  // namespace esplock
