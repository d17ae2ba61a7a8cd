#pragma once

#include "device/log.h"
#include "network/http_reader.h"
#include "network/tls_stream.h"
#include "settings/settings_store.h"
#include "update/fetch.h"

namespace esplock {

/**
 * `GET` over a second TLS connection, which is opened beside an open session only. Once it is open it may outlast that one.
 * So there are never more than two connections, and never does more than one shake hands.
 */
class HttpsFetch : public Fetch, private BodySink {
 public:
  HttpsFetch(Clock& chip, Log& log, SettingsStore& settings, RelayAccess& relay, TlsStream& stream)
      : chip_(chip), log_(log), settings_(settings), relay_(relay), stream_(stream) {}

  void start(Text path, size_t from, FetchSink& sink) override;
  bool poll() override;
  void stop() override;

 private:
  enum class State : uint8_t { idle, connecting, asking, answering };

  void header(Text name, Text value) override;
  bool begin(int status) override;
  bool body(Bytes bytes) override;

  void send();
  void receive();
  void over(const char* why);

  Clock& chip_;
  Log& log_;
  SettingsStore& settings_;
  RelayAccess& relay_;
  TlsStream& stream_;
  HttpReader reader_;
  FetchSink* sink_ = nullptr;
  State state_ = State::idle;
  int64_t deadlineMs_ = 0;
  int64_t rangeFrom_ = -1;
  char request_[2816];
  size_t requestSize_ = 0;
  size_t sent_ = 0;
};

}  // namespace esplock
