#pragma once

#include "command/command.h"
#include "command/open.h"
#include "command/password_guard.h"
#include "command/replay_memory.h"
#include "door/fail_safe.h"
#include "door/status.h"
#include "grant/signature_guard.h"

namespace esplock {

/** What a command is processed with. */
struct CommandParts {
  Random& random;
  Log& log;
  Led& led;
  Clock& chip;
  DoorClock& clock;
  Lock& lock;
  SettingsStore& settings;
  OfflineGuard& offlineGuard;
  StatusReport& status;
  PasswordGuard& guard;
  Revocations& revocations;
  SignatureGuard& signatures;
  ReplayMemory& replay;
  RsaKey& key;
  CommandMemory& memory;
  /** This boot's nonce. */
  Text nonce;
};

/** What a device answers to a command. */
struct Answer {
  int code = 400;
  /** Empty where the command could not be opened: then there is no key to seal with. */
  Text jwe;
  /** Wanted once the answer is on its way. */
  bool restart = false;
};

/** Does with a sealed command what section 1 says, in its order: whoever is refused learns of the first reason only. */
class CommandProcessor {
 public:
  explicit CommandProcessor(const CommandParts& parts) : parts_(parts) {}

  /** @returns what lies in this object until the next command */
  Answer processCommand(Text jwe);

 private:
  DeviceError admit(const CommandClaims& claims);
  bool validateTimestamp(const CommandClaims& claims);
  DeviceError authorise(const OpenedCommand& opened, int64_t openUntil);
  DeviceError checkPassword(Text password);
  DeviceError run(const Command& command, bool& restart);
  Text seal(const CommandClaims& claims, DeviceError error, bool withStatus);

  CommandParts parts_;
  SettingsChange change_;
  uint8_t plaintext_[1536];
  char sealed_[2304];
};

}  // namespace esplock
