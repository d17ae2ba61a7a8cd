#include "command/claims.h"

#include "command/command.h"
#include "fuzz.h"

using namespace esplock;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  static JsonDocument document;
  static SettingsChange change;
  if (document.parse(input.chars(), size, bounds::kClaimsBytes) != Fault::none) return 0;
  CommandClaims claims;
  for (const Authority by : {Authority::password, Authority::signature}) {
    if (parseClaims(document, by, claims) != Fault::none) continue;
    HOLDS(claims.exp > claims.iat && claims.exp <= claims.iat + bounds::kCommandLifetimeSeconds);
    Command command;
    parseCommand(document, claims.command, claims.args, command, change);
  }
  // Arguments alone, for every command.
  for (const Text name : {"unlock", "lock", "hold", "lockdown", "status", "configure", "revoke", "restart"}) {
    Command command;
    if (parseCommand(document, name, &document.root(), command, change) != DeviceError::none) continue;
    HOLDS(command.seconds >= 0 && command.seconds <= bounds::kUnlockSecondsMax);
  }
  return 0;
}
