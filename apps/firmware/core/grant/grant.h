#pragma once

#include "grant/schedule.h"
#include "jws/jws.h"

namespace esplock {

/** What an owner key signed for somebody (section 9). Its texts lie in what was parsed. */
struct Grant {
  Jws jws;
  Text jti;
  Text aud;
  /** The key that the grant is for (RFC 7800, 3.2). */
  EcPublicKey key;
  /** A bit for each command that may be granted. */
  uint8_t commands = 0;
  int64_t nbf = 0;
  int64_t exp = 0;
  bool hasSchedule = false;
  Schedule schedule;
  TimeZone zone;
};

/** Reads a grant in place. That an owner key signed it is for `verifyJws`. */
Fault parseGrant(char* text, size_t size, JsonDocument& document, Grant& into);

/** What a grant is held against. */
struct GrantUse {
  Text door;
  /** As it came, not yet checked. */
  Text command;
  /** Until when it asks to leave the door open; 0 where it does not. */
  int64_t openUntil = 0;
  int64_t now = 0;
};

/**
 * Whether a grant allows a command at that moment. Who signed it, whom it is for and whether it was revoked is not asked
 * here.
 *
 * @returns why not, for the log; nullptr where it does
 */
const char* refuseByGrant(const Grant& grant, const GrantUse& wanted);

}  // namespace esplock
