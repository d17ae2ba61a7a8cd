#include "command/process.h"

#include "crypto/sha256.h"
#include "result/seal.h"

namespace esplock {
namespace {

/** Of an answer's claims; sealed it is a third longer. */
constexpr size_t kAnswerBytes = 1536;

/** Until when a command asks to leave the door open; 0 for none. What is no number is refused as an argument later. */
int64_t openUntilOf(const JsonDocument& document, const CommandClaims& claims, int64_t now) {
  const auto number = [&](Text name) {
    const JsonValue* value = claims.args ? document.member(*claims.args, name) : nullptr;
    return value ? value->integer() : 0;
  };
  if (claims.command == "hold") return number("until");
  return claims.command == "unlock" ? now + number("seconds") : 0;
}

}  // namespace

Answer CommandProcessor::processCommand(char* jwe, size_t size) {
  parts_.led.play(LedEvent::commandReceived);
  OpenedCommand opened;
  const Text door = parts_.settings.current().doorId ? parts_.settings.current().doorId->view() : Text();
  JsonDocument& document = parts_.document;
  const Fault fault =
      openCommand(jwe, size, door, parts_.key, parts_.random, {parts_.store.scratch(), document}, opened);
  if (fault != Fault::none) {
    parts_.log.warn("command", "refused: %s", nameOf(fault));
    parts_.led.play(LedEvent::error);
    wipe(jwe, size);
    return {};
  }
  const CommandClaims& claims = opened.claims;
  // Read now, for the document is wanted for a grant; what is wrong with it is told last, and only to who may know.
  Command command;
  SettingsChange change;
  const int64_t openUntil = openUntilOf(document, claims, parts_.clock.nowSeconds());
  const DeviceError unfit = parseCommand(document, claims.command, claims.args, command, change);
  DeviceError error = admit(claims);
  if (error == DeviceError::none) error = authorise(opened, openUntil);
  bool restart = false;
  bool withStatus = false;
  const char* ran = nullptr;
  if (error == DeviceError::none) {
    parts_.replay.authorise(claims.jti);
    const bool known = unfit == DeviceError::none;
    error = known ? run(command, change, restart) : unfit;
    ran = known ? nameOf(command.name) : "unknown";
    withStatus = command.name == CommandName::status && error == DeviceError::none;
    if (error == DeviceError::none) parts_.log.info("command", "%s", nameOf(command.name));
  }
  if (error != DeviceError::none) {
    parts_.log.warn("command", "refused: %s", nameOf(error));
    parts_.led.play(LedEvent::error);
  }
  Answer answer;
  answer.jwe = seal(claims, error, withStatus);
  // Not before: the document in an answer tells of the command before it.
  if (ran) parts_.status.ran(ran, error);
  answer.code = error == DeviceError::none && !answer.jwe.empty() ? 200 : 400;
  answer.restart = error == DeviceError::none && restart;
  // The password was in there, and perhaps a new one in the change.
  wipe(jwe, size);
  wipe(opened.claims.reply, sizeof opened.claims.reply);
  change.clear();
  return answer;
}

DeviceError CommandProcessor::admit(const CommandClaims& claims) {
  if (claims.boot != parts_.nonce) return DeviceError::rebooted;
  if (!validateTimestamp(claims)) return DeviceError::stale;
  switch (parts_.replay.admit(claims.jti, claims.iat, parts_.chip.uptimeMs())) {
    case ReplayMemory::Verdict::isNew: return DeviceError::none;
    case ReplayMemory::Verdict::replayed: return DeviceError::replayed;
    case ReplayMemory::Verdict::stale: return DeviceError::stale;
    case ReplayMemory::Verdict::full: break;
  }
  return DeviceError::failed;
}

bool CommandProcessor::validateTimestamp(const CommandClaims& claims) {
  if (!parts_.clock.isSet()) return false;
  const int64_t now = parts_.clock.nowSeconds();
  const int64_t skew = now > claims.iat ? now - claims.iat : claims.iat - now;
  return skew <= bounds::kClockSkewSeconds && now < claims.exp;
}

DeviceError CommandProcessor::authorise(const OpenedCommand& opened, int64_t openUntil) {
  if (opened.by == Authority::password) return checkPassword(opened.claims.password);
  // By signature: it never waits for a lock-out, nor counts as a try.
  const char* refusal = parts_.signatures.refuse(opened, openUntil, parts_.document);
  if (!refusal) return DeviceError::none;
  parts_.log.warn("grant", "%s", refusal);
  return DeviceError::notGranted;
}

DeviceError CommandProcessor::checkPassword(Text password) {
  switch (parts_.guard.validatePresetPassword(password)) {
    case PasswordVerdict::ok: return DeviceError::none;
    case PasswordVerdict::badPassword: return DeviceError::badPassword;
    case PasswordVerdict::lockedOut: return DeviceError::lockedOut;
    case PasswordVerdict::failed: break;
  }
  parts_.log.error("command", "the password could not be checked");
  return DeviceError::failed;
}

DeviceError CommandProcessor::run(const Command& command, SettingsChange& change, bool& restart) {
  const auto unless = [](bool done, DeviceError error) { return done ? DeviceError::none : error; };
  switch (command.name) {
    case CommandName::unlock: {
      const int64_t seconds = command.seconds == 0 ? parts_.settings.relockSeconds() : command.seconds;
      return unless(parts_.lock.unlockDoor(seconds), DeviceError::inLockdown);
    }
    case CommandName::lock:
      parts_.lock.lockDoor();
      return DeviceError::none;
    case CommandName::hold:
      if (command.until <= parts_.clock.nowSeconds()) return DeviceError::invalidArguments;
      return unless(parts_.lock.hold(command.until), DeviceError::inLockdown);
    case CommandName::lockdown:
      return unless(parts_.lock.lockdown(command.on), DeviceError::failed);
    case CommandName::status:
      return DeviceError::none;
    case CommandName::identify:
      parts_.led.play(LedEvent::identify);
      return DeviceError::none;
    case CommandName::configure: {
      const Stored stored = parts_.settings.apply(change);
      if (!stored.ok) return DeviceError::failed;
      restart = stored.restart;
      parts_.led.play(LedEvent::settingsUpdated);
      parts_.offlineGuard.settingChanged();
      return DeviceError::none;
    }
    case CommandName::revoke: {
      const int64_t now = parts_.clock.nowSeconds();
      if (command.until <= now) return DeviceError::invalidArguments;
      const bool grant = command.kid.empty();
      const auto kind = grant ? Revocations::Kind::jti : Revocations::Kind::kid;
      // One that cannot be kept must not look done, and none that still counts makes room for it.
      return unless(parts_.revocations.add(kind, grant ? command.jti : command.kid, command.until, now),
                    DeviceError::failed);
    }
    case CommandName::restart:
      restart = true;
      return DeviceError::none;
  }
  return DeviceError::unknownCommand;
}

Text CommandProcessor::seal(const CommandClaims& claims, DeviceError error, bool withStatus) {
  const Buffer scratch = parts_.store.scratch();
  const Buffer plaintext(scratch.data, kAnswerBytes);
  char* const sealed = reinterpret_cast<char*>(scratch.data + kAnswerBytes);
  JsonWriter out(plaintext);
  const bool ok = error == DeviceError::none;
  out.beginObject().member("sub", claims.jti).member("iat", parts_.clock.nowSeconds()).member("code", ok ? 200 : 400);
  if (!ok) out.member("error", nameOf(error));
  out.name("state");
  parts_.status.writeState(out);
  if (withStatus) {
    out.name("status");
    parts_.status.writeSealed(out);
  }
  out.endObject();
  if (!out.ok()) return {};
  return {sealed, sealResult(claims.reply, Buffer(plaintext.data, out.view().size()), parts_.random, sealed,
                             scratch.capacity - kAnswerBytes)};
}

}  // namespace esplock
