#pragma once

#include "base/errors.h"
#include "base/json.h"
#include "settings/settings.h"

namespace esplock {

enum class CommandName : uint8_t {
  unlock,
  lock,
  hold,
  lockdown,
  status,
  identify,
  configure,
  revoke,
  restart,
};

const char* nameOf(CommandName name);

/** What a device is asked to do: a command and its arguments, already checked. */
struct Command {
  CommandName name = CommandName::status;
  /** Of `unlock`; 0 stands for the device's setting. */
  int64_t seconds = 0;
  /** Of `hold` and `revoke`: seconds since the epoch. */
  int64_t until = 0;
  /** Of `lockdown`. */
  bool on = false;
  /** Of `revoke`: one of the two. */
  Text jti;
  Text kid;
};

/**
 * Checks a command's name and arguments.
 *
 * @param args an object, or nullptr for none
 * @param change where the settings of `configure` go
 * @returns `none`, `unknown-command` or `invalid-arguments`
 */
DeviceError parseCommand(const JsonDocument& document, Text name, const JsonValue* args, Command& into,
                         SettingsChange& change);

}  // namespace esplock
