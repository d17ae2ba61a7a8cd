#include "registration/register.h"

#include <cstdio>

#include "base/json_shape.h"
#include "base/json_writer.h"

namespace esplock {
namespace {

constexpr int64_t kTimeoutMs = 15'000;

}  // namespace

Fault parseRegistrationAnswer(char* body, size_t size, RsaKey& key, Random& random, JweMemory memory,
                              RegistrationAnswer& into) {
  JsonDocument& document = memory.document;
  const Fault fault = document.parse(body, size, bounds::kRegistrationAnswerBytes);
  if (fault != Fault::none) return fault;
  Shape shape(document, &document.root());
  Text session, socket;
  shape.text("session", session);
  shape.integer("serverTime", 0, bounds::kLastMs, into.serverTime);
  shape.text("socket", socket);
  if (!shape.complete() || !isServerPath(socket) || session.size() > bounds::kRegistrationBytes) return Fault::invalid;
  into.socket.assign(socket);
  return openSession(writable(session), session.size(), key, random, memory, into.session);
}

Text problemReason(char* body, size_t size, JsonDocument& document) {
  constexpr Text kNone = "without a reason";
  if (document.parse(body, size, bounds::kRegistrationBytes) != Fault::none) return kNone;
  for (const Text name : {Text("detail"), Text("title")}) {
    const JsonValue* found = document.member(document.root(), name);
    if (found && found->type == JsonType::text) return found->text();
  }
  return kNone;
}

void Registration::sendDoorIDAndPublicKey(const About& about, Buffer memory) {
  memory_ = memory.data;
  capacity_ = memory.capacity;
  sent_ = 0;
  failure_ = NetworkFailure::none;
  deadlineMs_ = chip_.uptimeMs() + kTimeoutMs;
  Url url;
  parseUrl(about.server.url.view(), url);
  // The body first, behind the place for the head, whose length is the body's to say.
  constexpr size_t kHeadMax = 1024;
  JsonWriter json(body() + kHeadMax, capacity_ - kHeadMax);
  json.beginObject().member("doorId", about.doorId);
  json.name("publicKey").beginObject().member("kty", "RSA").member("n", about.key.modulus()).member("e", "AQAB");
  json.endObject().member("uid", about.system.uid()).member("boot", about.nonce);
  json.name("firmware").beginObject().member("version", about.system.version());
  json.member("chip", about.system.chip()).endObject();
  if (!about.claim.empty()) json.member("claim", about.claim);
  json.endObject();
  const int head = std::snprintf(body(), kHeadMax,
                                 "POST %.*s/api/devices/register HTTP/1.1\r\nHost: %.*s\r\nConnection: close\r\n"
                                 "Content-Type: application/json\r\nContent-Length: %u\r\n\r\n",
                                 static_cast<int>(url.path.size()), url.path.data(),
                                 static_cast<int>(url.authority.size()), url.authority.data(),
                                 static_cast<unsigned>(json.view().size()));
  std::memmove(memory_ + head, json.view().data(), json.view().size());
  requestSize_ = static_cast<size_t>(head) + json.view().size();
  state_ = State::connecting;
  stream_.connect(url.host, url.port, about.server.ca.view());
}

Registration::State Registration::poll() {
  if (state_ != State::connecting && state_ != State::answering) return state_;
  switch (stream_.poll()) {
    case TlsStream::State::failed: fail(stream_.failure()); return state_;
    case TlsStream::State::open: state_ == State::connecting ? send() : receive(); break;
    default: break;
  }
  const bool under = state_ == State::connecting || state_ == State::answering;
  if (under && chip_.uptimeMs() >= deadlineMs_) fail(NetworkFailure::timeout);
  return state_;
}

void Registration::send() {
  const int written = stream_.write(Bytes(memory_ + sent_, requestSize_ - sent_));
  if (written < 0) {
    fail(NetworkFailure::unreachable);
    return;
  }
  sent_ += static_cast<size_t>(written);
  if (sent_ < requestSize_) return;
  state_ = State::answering;
  reader_.start(Buffer(memory_, capacity_), nullptr);
}

void Registration::receive() {
  uint8_t in[512];
  const int size = stream_.read(in);
  if (size < 0) reader_.end();
  else reader_.feed(Bytes(in, static_cast<size_t>(size)));
  switch (reader_.state()) {
    case HttpReader::State::reading: break;
    case HttpReader::State::done:
      stream_.close();
      state_ = State::answered;
      break;
    case HttpReader::State::tooLarge: fail(NetworkFailure::tooLarge); break;
    case HttpReader::State::malformed: fail(NetworkFailure::unreachable); break;
  }
}

void Registration::fail(NetworkFailure failure) {
  stream_.close();
  failure_ = failure;
  state_ = State::notReached;
}

void Registration::cancel() {
  if (state_ == State::connecting || state_ == State::answering) stream_.close();
  state_ = State::idle;
}

}  // namespace esplock
