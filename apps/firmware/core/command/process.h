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
  /** Its scratch, for the header of a command and then for the answer. */
  SecureStore& store;
  JsonDocument& document;
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

  /** @param jwe is opened in place @returns what lies in the store's scratch until that is used again */
  Answer processCommand(char* jwe, size_t size);

 private:
  DeviceError admit(const CommandClaims& claims);
  bool validateTimestamp(const CommandClaims& claims);
  DeviceError authorise(const OpenedCommand& opened, int64_t openUntil);
  DeviceError checkPassword(Text password);
  DeviceError run(const Command& command, SettingsChange& change, bool& restart);
  Text seal(const CommandClaims& claims, DeviceError error, bool withStatus);

  CommandParts parts_;
};

}  // namespace esplock
