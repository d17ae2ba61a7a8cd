#pragma once

#include "command/open.h"
#include "device/clock.h"
#include "grant/grant.h"
#include "grant/revocations.h"
#include "settings/settings_store.h"

namespace esplock {

/** Authorises signed commands (section 9), in its order. */
class SignatureGuard {
 public:
  SignatureGuard(SettingsStore& settings, DoorClock& clock, Revocations& revocations)
      : settings_(settings), clock_(clock), revocations_(revocations) {}

  /**
   * @param command its grant is parsed in its place
   * @param openUntil until when the command asks to leave the door open; 0 where it does not
   * @param document for the grant
   * @returns why it is not granted, for the log; nullptr where the command may be run
   */
  const char* refuse(const OpenedCommand& command, int64_t openUntil, JsonDocument& document);

 private:
  /** Grants whose signature was checked, so that a person's next tap costs one check instead of two. */
  static constexpr size_t kRemembered = 16;

  const char* refuseOwner(const OpenedCommand& command);
  const char* refuseGrant(const OpenedCommand& command, int64_t openUntil, JsonDocument& document);
  const EcPublicKey* ownerKey(Text kid) const;
  bool isRemembered(const uint8_t (&hash)[32]);
  void remember(const uint8_t (&hash)[32]);

  SettingsStore& settings_;
  DoorClock& clock_;
  Revocations& revocations_;
  /** Hashes of the grants' texts; the one that was used last first. */
  uint8_t remembered_[kRemembered][32];
  size_t rememberedCount_ = 0;
  Grant grant_;
};

}  // namespace esplock
