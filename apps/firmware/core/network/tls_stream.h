#pragma once

#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>

#include "base/fixed_text.h"
#include "device/clock.h"
#include "network/failure.h"
#include "platform/random.h"
#include "platform/tcp_socket.h"
#include "platform/trust.h"

namespace esplock {

/** One TLS 1.2 connection, verified against the given authority or the public roots, by the device's own clock. */
class TlsStream {
 public:
  enum class State : uint8_t { closed, connecting, handshaking, open, failed };

  TlsStream(TcpSocket& tcp, Trust& trust, Random& random, DoorClock& clock);
  ~TlsStream();
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  /** @param ca PEM of the only authority trusted; empty for the public roots */
  void connect(Text host, uint16_t port, Text ca);
  /** Goes on with what is under way. */
  State poll();
  /** Why it is `failed`. */
  NetworkFailure failure() const { return failure_; }
  /** Of a certificate that is not valid yet: milliseconds since the epoch. */
  int64_t validFromMs() const { return validFromMs_; }

  /** @returns bytes, 0 for none now, -1 where the connection is over */
  int read(Buffer out);
  /** @returns bytes taken, 0 for none now, -1 where the connection is over */
  int write(Bytes bytes);
  void close();

 private:
  bool setUp(Text ca);
  void opened();
  void fail(NetworkFailure failure);
  NetworkFailure handshakeFailure(int error) const;
  uint32_t verify(mbedtls_x509_crt* certificate, int depth, uint32_t flags);
  bool hasAddress(const mbedtls_x509_crt& certificate) const;

  static int verifyCallback(void* self, mbedtls_x509_crt* certificate, int depth, uint32_t* flags);
  static int send(void* self, const unsigned char* data, size_t size);
  static int receive(void* self, unsigned char* data, size_t size);

  TcpSocket& tcp_;
  Trust& trust_;
  Random& random_;
  DoorClock& clock_;
  State state_ = State::closed;
  NetworkFailure failure_ = NetworkFailure::none;
  FixedText<253> host_;
  /** The host, where it is an IP address: 4 or 16 bytes. */
  uint8_t address_[16];
  size_t addressSize_ = 0;
  uint32_t flags_ = 0;
  int64_t validFromMs_ = 0;
  size_t pendingWrite_ = 0;
  bool live_ = false;
  mbedtls_ssl_context ssl_;
  mbedtls_ssl_config config_;
  mbedtls_x509_crt authority_;
  /** The verify callback of the public roots, where the platform has one. */
  int (*inner_)(void*, mbedtls_x509_crt*, int, uint32_t*) = nullptr;
  void* innerState_ = nullptr;
};

}  // namespace esplock
