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
  HttpsFetch(Clock& chip, Log& log, SettingsStore& settings, SecureStore& store, RelayAccess& relay, TlsStream& stream)
      : chip_(chip), log_(log), settings_(settings), store_(store), relay_(relay), stream_(stream) {}

  void start(Text path, size_t from, FetchSink& sink) override;
  bool poll() override;
  void stop() override;

 private:
  enum class State : uint8_t { idle, connecting, asking, answering };

  void header(Text name, Text value) override;
  bool begin(int status) override;
  bool body(Bytes bytes) override;

  /** @returns the request, in the store's scratch; empty where it cannot be made */
  Bytes request();
  void send();
  void receive();
  void over(const char* why);

  Clock& chip_;
  Log& log_;
  SettingsStore& settings_;
  SecureStore& store_;
  RelayAccess& relay_;
  TlsStream& stream_;
  HttpReader reader_;
  FetchSink* sink_ = nullptr;
  State state_ = State::idle;
  int64_t deadlineMs_ = 0;
  /** Of the request: its path is the caller's. */
  Text path_;
  size_t from_ = 0;
  size_t sent_ = 0;
  /** Of the answer. */
  int64_t rangeFrom_ = -1;
};

}  // namespace esplock
