#include "command/command.h"

#include "base/json_shape.h"
#include "base/names.h"

namespace esplock {
namespace {

constexpr CommandName kAll[] = {
    CommandName::unlock, CommandName::lock,     CommandName::hold,      CommandName::lockdown, CommandName::status,
    CommandName::identify, CommandName::configure, CommandName::revoke, CommandName::restart,
};

bool find(Text name, CommandName& into) {
  for (const CommandName each : kAll) {
    if (name != nameOf(each)) continue;
    into = each;
    return true;
  }
  return false;
}

}  // namespace

const char* nameOf(CommandName name) {
  switch (name) {
    case CommandName::unlock: return "unlock";
    case CommandName::lock: return "lock";
    case CommandName::hold: return "hold";
    case CommandName::lockdown: return "lockdown";
    case CommandName::status: return "status";
    case CommandName::identify: return "identify";
    case CommandName::configure: return "configure";
    case CommandName::revoke: return "revoke";
    case CommandName::restart: return "restart";
  }
  return "";
}

DeviceError parseCommand(const JsonDocument& document, Text name, const JsonValue* args, Command& into,
                         SettingsChange& change) {
  into = Command();
  if (!find(name, into.name)) return DeviceError::unknownCommand;
  JsonValue none;
  none.type = JsonType::object;
  const JsonValue* given = args ? args : &none;
  if (into.name == CommandName::configure) {
    change.clear();
    Text where;
    return parseSettings(document, given, change, where) ? DeviceError::none : DeviceError::invalidArguments;
  }
  Shape shape(document, given);
  switch (into.name) {
    case CommandName::unlock:
      if (const JsonValue* seconds = shape.optional("seconds")) {
        into.seconds = seconds->integer();
        const bool fits = into.seconds >= 1 && into.seconds <= bounds::kUnlockSecondsMax;
        shape.check(seconds->type == JsonType::integer && fits, "seconds");
      }
      break;
    case CommandName::hold:
      shape.integer("until", 0, bounds::kLastSecond, into.until);
      break;
    case CommandName::lockdown:
      shape.boolean("on", into.on);
      break;
    case CommandName::revoke: {
      shape.integer("until", 0, bounds::kLastSecond, into.until);
      const JsonValue* jti = shape.optional("jti");
      if (jti) {
        shape.takeText(*jti, into.jti);
        shape.check(isJti(into.jti), "jti");
      } else {
        shape.text("kid", into.kid);
        shape.check(isKid(into.kid), "kid");
      }
      break;
    }
    default:
      break;
  }
  return shape.complete() ? DeviceError::none : DeviceError::invalidArguments;
}

}  // namespace esplock
