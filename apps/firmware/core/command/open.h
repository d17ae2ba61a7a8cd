#pragma once

#include "base/json.h"
#include "command/claims.h"
#include "command/header.h"
#include "jws/jws.h"
#include "crypto/rsa_key.h"
#include "platform/random.h"

namespace esplock {

/** A command as its device reads it. Nothing of what authorises it is checked yet. */
struct OpenedCommand {
  Authority by = Authority::password;
  CommandClaims claims;
  /** Of a signed command. */
  Jws jws;
};

/**
 * Opens a sealed command: the device's first checks of section 1, in its order, up to "header equals claims". Boot
 * nonce, time, replay, and password or signature are next.
 *
 * @param jwe is decoded in place @param into its texts lie there
 */
Fault openCommand(char* jwe, size_t size, Text door, RsaKey& key, Random& random, JweMemory memory,
                  OpenedCommand& into);

/**
 * Decrypts the content of a JWE sealed to the device's key, in place.
 *
 * @returns false where it does not open
 */
bool rsaDecrypt(CompactJwe& parts, RsaKey& key, Random& random);

}  // namespace esplock
