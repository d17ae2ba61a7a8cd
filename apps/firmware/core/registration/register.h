#pragma once

#include "network/http_reader.h"
#include "network/tls_stream.h"
#include "network/url.h"
#include "platform/clock.h"
#include "platform/system.h"
#include "registration/open_session.h"
#include "settings/settings.h"

namespace esplock {

/** What `POST /api/devices/register` says (section 2). */
struct RegistrationAnswer {
  DeviceSession session;
  int64_t serverTime = 0;
  /** Path of the device socket on the same server. */
  FixedText<256> socket;
};

/** Reads an answer, which lies in `body`; opens the session in it. */
Fault parseRegistrationAnswer(char* body, size_t size, RsaKey& key, Random& random, JweMemory memory,
                              RegistrationAnswer& into);

/** The reason in problem details (RFC 9457), or other words where there is none. */
Text problemReason(char* body, size_t size, JsonDocument& document);

/** One registration (section 2), from the first packet to the answer. */
class Registration {
 public:
  enum class State : uint8_t {
    idle,
    connecting,
    answering,
    /** The relay was not reached; see `failure`. */
    notReached,
    /** `status` and `body` are there. */
    answered,
  };

  /** @param reader is used while a registration is under way, and read from after it */
  Registration(Clock& chip, TlsStream& stream, HttpReader& reader) : chip_(chip), stream_(stream), reader_(reader) {}

  struct About {
    const ServerSettings& server;
    Text doorId;
    RsaKey& key;
    System& system;
    Text nonce;
    /** Empty for none. */
    Text claim;
  };

  /** @param memory for the request, and then for the body of the answer */
  void sendDoorIDAndPublicKey(const About& about, Buffer memory);
  State poll();
  void cancel();

  NetworkFailure failure() const { return failure_; }
  int status() const { return reader_.status(); }
  /** Of the answer; it may be changed. */
  char* body() const { return reinterpret_cast<char*>(memory_); }
  size_t bodySize() const { return reader_.body().size(); }

 private:
  void fail(NetworkFailure failure);
  void send();
  void receive();

  Clock& chip_;
  TlsStream& stream_;
  HttpReader& reader_;
  State state_ = State::idle;
  NetworkFailure failure_ = NetworkFailure::none;
  int64_t deadlineMs_ = 0;
  uint8_t* memory_ = nullptr;
  size_t capacity_ = 0;
  /** Of the request, which begins where the body of the answer will. */
  size_t requestSize_ = 0;
  size_t sent_ = 0;
};

}  // namespace esplock
