#include "network/https_fetch.h"

#include <cstdio>

#include "network/url.h"

namespace esplock {
namespace {

constexpr int64_t kSilenceMs = 15'000;
/** So much is taken at once: whatever else is due waits no longer than for one sector of flash. */
constexpr int kReadsAtOnce = 4;

}  // namespace

void HttpsFetch::start(Text path, size_t from, FetchSink& sink) {
  stop();
  if (relay_.token().empty()) return;
  path_ = path;
  from_ = from;
  sent_ = 0;
  rangeFrom_ = -1;
  sink_ = &sink;
  deadlineMs_ = chip_.uptimeMs() + kSilenceMs;
  state_ = State::connecting;
  const ServerSettings& server = *settings_.current().server;
  Url url;
  parseUrl(server.url.view(), url);
  stream_.connect(url.host, url.port, server.ca.view());
}

bool HttpsFetch::poll() {
  if (state_ == State::idle) return false;
  switch (stream_.poll()) {
    case TlsStream::State::failed: over("the server cannot be reached"); break;
    case TlsStream::State::open:
      if (state_ == State::answering) receive();
      else send();
      break;
    default:
      // The next session will shake hands as well, and there is memory for one at a time.
      if (relay_.token().empty()) over("the session ended");
  }
  if (state_ != State::idle && chip_.uptimeMs() >= deadlineMs_) over("the server is silent");
  return state_ != State::idle;
}

Bytes HttpsFetch::request() {
  const Text token = relay_.token();
  Url url;
  parseUrl(settings_.current().server->url.view(), url);
  char range[40] = "";
  if (from_ > 0) std::snprintf(range, sizeof range, "Range: bytes=%u-\r\n", static_cast<unsigned>(from_));
  // The path is the relay's word and the host is not: it is put together here, not resolved.
  const Text target = path_.substr(0, path_.find('#'));
  const Buffer room = store_.scratch();
  const int size = std::snprintf(
      reinterpret_cast<char*>(room.data), room.capacity,
      "GET %.*s HTTP/1.1\r\nHost: %.*s\r\nConnection: close\r\nAccept-Encoding: identity\r\n%s"
      "Authorization: Bearer %.*s\r\n\r\n",
      static_cast<int>(target.size()), target.data(), static_cast<int>(url.authority.size()), url.authority.data(),
      range, static_cast<int>(token.size()), token.data());
  return token.empty() || size < 0 || static_cast<size_t>(size) >= room.capacity
             ? Bytes()
             : Bytes(room.data, static_cast<size_t>(size));
}

void HttpsFetch::send() {
  state_ = State::asking;
  // Made anew for what could not be sent at once: it stays the same for as long as the session does.
  const Bytes whole = request();
  const int written = whole.size > sent_ ? stream_.write(Bytes(whole.data + sent_, whole.size - sent_)) : -1;
  if (written < 0) {
    over(whole.size > 0 ? "the connection is lost" : "the session ended");
    return;
  }
  sent_ += static_cast<size_t>(written);
  if (sent_ < whole.size) return;
  state_ = State::answering;
  reader_.start(*this);
}

void HttpsFetch::receive() {
  for (int reads = 0; reads < kReadsAtOnce && state_ == State::answering; reads++) {
    uint8_t in[1024];
    const int size = stream_.read(in);
    if (size == 0) return;
    if (size < 0) {
      reader_.end();
    } else {
      deadlineMs_ = chip_.uptimeMs() + kSilenceMs;
      reader_.feed(Bytes(in, static_cast<size_t>(size)));
    }
    switch (reader_.state()) {
      case HttpReader::State::reading: break;
      case HttpReader::State::done: stop(); break;
      default: over(size < 0 ? "the connection is lost" : "the answer is no HTTP");
    }
  }
}

void HttpsFetch::header(Text name, Text value) {
  if (equalIgnoringCase(name, "content-range")) rangeFrom_ = firstByteOf(value);
}

bool HttpsFetch::begin(int status) { return sink_->begin(status, rangeFrom_); }

bool HttpsFetch::body(Bytes bytes) { return sink_->take(bytes); }

void HttpsFetch::over(const char* why) {
  log_.warn("update", "%s", why);
  stop();
}

void HttpsFetch::stop() {
  if (state_ == State::idle) return;
  state_ = State::idle;
  stream_.close();
}

}  // namespace esplock
