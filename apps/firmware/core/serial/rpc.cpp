#include "serial/rpc.h"

#include <cinttypes>
#include <cstdio>

#include "crypto/sha256.h"

namespace esplock {

void SerialRpc::handle(char* line, size_t size) {
  const size_t start = Text(line, size).find_first_not_of(" \t");
  if (start == Text::npos || line[start] != '{') return;
  SerialRequest request;
  const Fault fault = parseSerialRequest(line, size, parts_.document, request);
  if (fault != Fault::none) {
    keepId(nullptr);
    const bool json = fault == Fault::invalid;
    refuse(json ? rpc::kInvalidRequest : rpc::kParse, nameOf(fault));
    return;
  }
  keepId(request.id);
  // Answered at once, also while something else is under way: it is how one sees how far that is.
  if (request.method == "device.info") info(request);
  else if (request.method == "device.configure") configure(request);
  else if (request.method == "device.reset") reset(request);
  else refuse(rpc::kUnknownMethod, "no such method");
  // There may have been passwords in it.
  wipe(line, size);
}

void SerialRpc::unreadable(bool tooLong) {
  keepId(nullptr);
  refuse(rpc::kParse, tooLong ? "too long" : "not UTF-8");
}

void SerialRpc::info(const SerialRequest& request) {
  if (!parseInfoParams(parts_.document, request.params)) {
    refuse(rpc::kInvalidParams, "no parameters are known", "invalid-arguments");
    return;
  }
  JsonWriter out(parts_.store.scratch());
  out.beginObject().member("jsonrpc", "2.0").name("id").raw(id_.view()).name("result").beginObject();
  out.member("uid", parts_.system.uid());
  out.name("firmware").beginObject().member("version", parts_.system.version());
  out.member("chip", parts_.system.chip()).endObject();
  out.member("stage", nameOf(parts_.progress.stage()));
  if (parts_.settings.current().doorId) out.member("doorId", parts_.settings.current().doorId->view());
  // While the key is being made, another task writes to it.
  if (parts_.progress.stage() != Stage::makingKey && parts_.key.ready()) {
    out.name("publicKey").beginObject().member("kty", "RSA").member("n", parts_.key.modulus()).member("e", "AQAB");
    out.endObject().member("kid", parts_.key.kid());
  }
  if (const Trouble* trouble = parts_.progress.trouble()) {
    out.name("trouble").beginObject().member("code", trouble->code.view());
    out.member("detail", trouble->detail.view()).endObject();
  }
  write(out.endObject().endObject());
}

bool SerialRpc::busy() {
  if (pending_ == Pending::none && !parts_.network.isTrying()) return false;
  refuse(rpc::kFailed, "another change is under way", "busy");
  return true;
}

void SerialRpc::configure(const SerialRequest& request) {
  if (busy()) return;
  Text password, where;
  if (!parseConfigureParams(parts_.document, request.params, change_, password, where)) {
    // A member's name can be the sender's own words.
    const bool plain = isVisibleAscii(where, 1, 40);
    refuse(rpc::kInvalidParams, plain ? where : Text("unknown member"), "invalid-arguments");
    return;
  }
  if (!authorise(password)) return;
  pendingId_ = id_;
  pending_ = Pending::waiting;
  poll();
}

void SerialRpc::poll() {
  if (pending_ != Pending::waiting || parts_.progress.stage() == Stage::makingKey) return;
  if (!parts_.key.ready() || parts_.network.isTrying()) return;
  runConfigure();
}

void SerialRpc::runConfigure() {
  const std::optional<WifiSettings>& wifi = change_.settings.wifi;
  const bool known = wifi && wifi == parts_.settings.wifi() && parts_.network.wifiJoined();
  restarting_ = false;
  if (wifi && !known) {
    pending_ = Pending::trying;
    parts_.network.tryWifi(*wifi, *this);
  } else {
    configured(store());
  }
}

bool SerialRpc::store() {
  const Stored stored = parts_.settings.apply(change_);
  restarting_ = stored.ok && stored.restart;
  if (restarting_) {
    parts_.network.halt();
    parts_.progress.enter(Stage::wifi);
  }
  return stored.ok;
}

bool SerialRpc::storeWorking() { return store(); }

void SerialRpc::trialEnded(WifiFailure failure, bool stored) {
  if (failure == WifiFailure::none) {
    configured(stored);
    return;
  }
  const Trouble trouble = wifiTrouble(failure, change_.settings.wifi->ssid.view());
  char message[300];
  const int length = std::snprintf(message, sizeof message, "%.*s Nothing was changed.",
                                   static_cast<int>(trouble.detail.size()), trouble.detail.view().data());
  pending_ = Pending::none;
  id_ = pendingId_;
  refuse(rpc::kFailed, Text(message, static_cast<size_t>(length)), trouble.code.view());
}

void SerialRpc::configured(bool stored) {
  pending_ = Pending::none;
  id_ = pendingId_;
  if (!stored) {
    refuse(rpc::kFailed, "the settings could not be stored; nothing was changed", "failed");
    return;
  }
  change_.clear();
  parts_.log.info("settings", "stored");
  parts_.led.play(LedEvent::settingsUpdated);
  parts_.offlineGuard.settingChanged();
  answerRestarting(restarting_);
}

void SerialRpc::reset(const SerialRequest& request) {
  if (busy()) return;
  Text password;
  if (!parseResetParams(parts_.document, request.params, password)) {
    refuse(rpc::kInvalidParams, "only `password` is known", "invalid-arguments");
    return;
  }
  if (!authorise(password)) return;
  // No command that is still under way may write back what is wiped.
  parts_.network.halt();
  parts_.progress.enter(Stage::unconfigured);
  if (!parts_.store.wipeAll()) {
    refuse(rpc::kFailed, "not everything could be wiped", "failed");
    return;
  }
  parts_.log.warn("settings", "reset: settings and device key are wiped");
  answerRestarting(true);
}

bool SerialRpc::authorise(Text password) {
  // A device that has a door password wants it, for whoever holds the cable is not yet the owner.
  if (!parts_.settings.password()) return true;
  switch (parts_.guard.validatePresetPassword(password)) {
    case PasswordVerdict::ok: return true;
    case PasswordVerdict::badPassword:
      refuse(rpc::kRefused, "the door password is wrong or missing", "bad-password");
      break;
    case PasswordVerdict::lockedOut: {
      char message[80];
      const int length = std::snprintf(message, sizeof message, "too many wrong passwords; wait %" PRId64 " s",
                                       parts_.guard.lockedForSeconds());
      refuse(rpc::kRefused, Text(message, static_cast<size_t>(length)), "locked-out");
      break;
    }
    case PasswordVerdict::failed:
      refuse(rpc::kFailed, "the password could not be checked", "failed");
      break;
  }
  return false;
}

void SerialRpc::answerRestarting(bool restarting) {
  JsonWriter out(parts_.store.scratch());
  out.beginObject().member("jsonrpc", "2.0").name("id").raw(id_.view());
  write(out.name("result").beginObject().member("restarting", restarting).endObject().endObject());
  if (restarting) parts_.host.restartSoon();
}

void SerialRpc::refuse(int code, Text message, Text reason) {
  JsonWriter out(parts_.store.scratch());
  out.beginObject().member("jsonrpc", "2.0").name("id").raw(id_.view());
  out.name("error").beginObject().member("code", code).member("message", message);
  if (!reason.empty()) out.name("data").beginObject().member("error", reason).endObject();
  write(out.endObject().endObject());
}

void SerialRpc::keepId(const JsonValue* id) {
  char json[256];
  JsonWriter out(json, sizeof json);
  if (!id) out.raw("null");
  else if (id->type == JsonType::integer) out.integer(id->integer());
  else out.text(id->text());
  id_.assign(out.view());
}

void SerialRpc::write(JsonWriter& out) {
  out.newline();
  if (out.ok()) parts_.serial.write(Bytes(out.view()));
}

}  // namespace esplock
