#include "grant/grant.h"

#include "base/json_shape.h"

namespace esplock {
namespace {

/** What a grant may allow. Never `configure`, `revoke` or `restart`: they are for whoever owns the door. */
constexpr Text kGrantable[] = {"unlock", "lock", "hold", "lockdown", "status", "identify"};
constexpr Text kHold = kGrantable[2];

/** The bit of a command; 0 for one that no grant can have. */
uint8_t bitOf(Text command) {
  uint8_t bit = 1;
  for (const Text each : kGrantable) {
    if (command == each) return bit;
    bit = static_cast<uint8_t>(bit << 1);
  }
  return 0;
}

bool parseCommands(const JsonDocument& document, const JsonValue* list, uint8_t& into) {
  if (!list || list->type != JsonType::array) return false;
  into = 0;
  for (const JsonValue* each = document.first(*list); each; each = document.next(*each)) {
    const uint8_t bit = each->type == JsonType::text ? bitOf(each->text()) : 0;
    if (bit == 0 || (into & bit) != 0) return false;
    into = into | bit;
  }
  return into != 0;
}

bool parseConfirmation(const JsonDocument& document, const JsonValue* value, EcPublicKey& into) {
  Shape shape(document, value);
  const JsonValue* jwk = shape.required("jwk");
  return shape.complete() && parseEcJwk(document, jwk, into);
}

}  // namespace

Fault parseGrant(char* text, size_t size, JsonDocument& document, Grant& into) {
  const Fault fault = parseJws(text, size, bounds::kGrantBytes, "openlock-grant+jwt", document, into.jws);
  if (fault != Fault::none) return fault;
  Shape shape(document, &document.root());
  shape.text("jti", into.jti);
  shape.text("aud", into.aud);
  const JsonValue* confirmation = shape.required("cnf");
  const JsonValue* commands = shape.required("commands");
  shape.integer("nbf", 0, bounds::kLastSecond, into.nbf);
  shape.integer("exp", 0, bounds::kLastSecond, into.exp);
  const JsonValue* schedule = shape.optional("schedule");
  const JsonValue* zone = shape.optional("tz");
  if (!shape.complete() || !isJti(into.jti) || !isDoorId(into.aud)) return Fault::invalid;
  if (!parseConfirmation(document, confirmation, into.key)) return Fault::invalid;
  if (!parseCommands(document, commands, into.commands)) return Fault::invalid;
  if (into.exp <= into.nbf || into.exp - into.nbf > bounds::kGrantLifetimeSeconds) return Fault::invalid;
  into.hasSchedule = schedule != nullptr;
  if ((schedule == nullptr) != (zone == nullptr)) return Fault::invalid;
  if (!schedule) return Fault::none;
  const bool hours = parseSchedule(document, schedule, into.schedule);
  const bool place = zone->type == JsonType::text && parseTimeZone(zone->text(), into.zone);
  // A hold would outlast the hours.
  const bool holds = (into.commands & bitOf(kHold)) != 0;
  return hours && place && !holds ? Fault::none : Fault::invalid;
}

const char* refuseByGrant(const Grant& grant, const GrantUse& wanted) {
  if (grant.aud != wanted.door) return "other-door";
  if (wanted.now < grant.nbf) return "not-yet";
  if (wanted.now >= grant.exp) return "expired";
  if (grant.hasSchedule && !isWithin(grant.schedule, grant.zone, wanted.now)) return "off-schedule";
  if ((grant.commands & bitOf(wanted.command)) == 0) return "unlisted-command";
  return wanted.openUntil > grant.exp ? "outlasts-grant" : nullptr;
}

}  // namespace esplock
