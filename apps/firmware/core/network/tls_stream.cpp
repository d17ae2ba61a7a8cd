#include "network/tls_stream.h"

#include <arpa/inet.h>
#include <sys/socket.h>

#include <algorithm>

#include "base/calendar.h"
#include "crypto/compat.h"

namespace esplock {
namespace {

/** As mbedTLS's own network layer names a connection that is gone. */
constexpr int kConnectionReset = -0x0050;
constexpr int kSanAddress = 7;
constexpr uint32_t kBadDates = MBEDTLS_X509_BADCERT_EXPIRED | MBEDTLS_X509_BADCERT_FUTURE;

int64_t toMs(const mbedtls_x509_time& time) {
  const int64_t days = daysFromCivil(time.year, time.mon, time.day);
  return (((days * 24 + time.hour) * 60 + time.min) * 60 + time.sec) * 1000;
}

}  // namespace

TlsStream::TlsStream(TcpSocket& tcp, Trust& trust, Random& random, DoorClock& clock)
    : tcp_(tcp), trust_(trust), random_(random), clock_(clock) {}

TlsStream::~TlsStream() { close(); }

void TlsStream::connect(Text host, uint16_t port, Text ca) {
  close();
  failure_ = NetworkFailure::none;
  flags_ = 0;
  validFromMs_ = 0;
  host_.assign(host);
  char name[254];
  std::memcpy(name, host.data(), host_.size());
  name[host_.size()] = 0;
  addressSize_ = inet_pton(AF_INET, name, address_) == 1 ? 4 : inet_pton(AF_INET6, name, address_) == 1 ? 16 : 0;
  if (!setUp(ca)) {
    fail(NetworkFailure::certificateUntrusted);
    return;
  }
  state_ = State::connecting;
  tcp_.connect(host_.view(), port);
}

bool TlsStream::setUp(Text ca) {
  mbedtls_ssl_init(&ssl_);
  mbedtls_ssl_config_init(&config_);
  mbedtls_x509_crt_init(&authority_);
  live_ = true;
  pendingWrite_ = 0;
  inner_ = nullptr;
  if (mbedtls_ssl_config_defaults(&config_, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_STREAM,
                                  MBEDTLS_SSL_PRESET_DEFAULT) != 0) {
    return false;
  }
  compat::requireTls12(&config_);
  mbedtls_ssl_conf_authmode(&config_, MBEDTLS_SSL_VERIFY_REQUIRED);
  mbedtls_ssl_conf_rng(&config_, fillRandom, &random_);
  if (ca.empty()) {
    if (!trust_.usePublicRoots(&config_, &inner_, &innerState_)) return false;
  } else {
    char pem[2561];
    if (ca.size() >= sizeof pem) return false;
    std::memcpy(pem, ca.data(), ca.size());
    pem[ca.size()] = 0;
    const auto* text = reinterpret_cast<const unsigned char*>(pem);
    if (mbedtls_x509_crt_parse(&authority_, text, ca.size() + 1) != 0) return false;
    mbedtls_ssl_conf_ca_chain(&config_, &authority_, nullptr);
  }
  mbedtls_ssl_conf_verify(&config_, verifyCallback, this);
  if (mbedtls_ssl_setup(&ssl_, &config_) != 0) return false;
  char name[254];
  std::memcpy(name, host_.view().data(), host_.size());
  name[host_.size()] = 0;
  // The name of an address is checked in `verify`: mbedTLS 2.28 knows no other names than those of DNS.
  if (mbedtls_ssl_set_hostname(&ssl_, addressSize_ > 0 ? nullptr : name) != 0) return false;
  mbedtls_ssl_set_bio(&ssl_, this, send, receive, nullptr);
  return true;
}

TlsStream::State TlsStream::poll() {
  if (state_ == State::connecting) {
    switch (tcp_.state()) {
      case TcpSocket::State::open: state_ = State::handshaking; break;
      case TcpSocket::State::connecting: break;
      default: fail(NetworkFailure::unreachable);
    }
  }
  if (state_ == State::handshaking) {
    const int error = mbedtls_ssl_handshake(&ssl_);
    if (error == 0) opened();
    else if (error != MBEDTLS_ERR_SSL_WANT_READ && error != MBEDTLS_ERR_SSL_WANT_WRITE) fail(handshakeFailure(error));
  }
  return state_;
}

void TlsStream::opened() {
  state_ = State::open;
  // It was for the handshake alone, for nothing is renegotiated: its memory is wanted elsewhere.
  mbedtls_ssl_conf_ca_chain(&config_, nullptr, nullptr);
  mbedtls_x509_crt_free(&authority_);
}

int TlsStream::read(Buffer out) {
  if (state_ != State::open) return -1;
  const int size = mbedtls_ssl_read(&ssl_, out.data, out.capacity);
  if (size > 0) return size;
  const bool wait = size == MBEDTLS_ERR_SSL_WANT_READ || size == MBEDTLS_ERR_SSL_WANT_WRITE;
  return wait ? 0 : -1;
}

int TlsStream::write(Bytes bytes) {
  if (state_ != State::open) return -1;
  // mbedTLS wants the same bytes again until it has taken them.
  const size_t size = pendingWrite_ > 0 ? std::min(pendingWrite_, bytes.size) : bytes.size;
  const int written = mbedtls_ssl_write(&ssl_, bytes.data, size);
  const bool wait = written == MBEDTLS_ERR_SSL_WANT_READ || written == MBEDTLS_ERR_SSL_WANT_WRITE;
  pendingWrite_ = wait ? size : 0;
  if (wait) return 0;
  return written < 0 ? -1 : written;
}

void TlsStream::close() {
  if (state_ == State::open) mbedtls_ssl_close_notify(&ssl_);
  if (live_) {
    mbedtls_ssl_free(&ssl_);
    mbedtls_ssl_config_free(&config_);
    mbedtls_x509_crt_free(&authority_);
    live_ = false;
  }
  tcp_.close();
  state_ = State::closed;
}

void TlsStream::fail(NetworkFailure failure) {
  close();
  failure_ = failure;
  state_ = State::failed;
}

NetworkFailure TlsStream::handshakeFailure(int error) const {
  if (error == kConnectionReset || error == MBEDTLS_ERR_SSL_CONN_EOF || error == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY) {
    return NetworkFailure::unreachable;
  }
  if (error != MBEDTLS_ERR_X509_CERT_VERIFY_FAILED && error != MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED) {
    return NetworkFailure::notTls;
  }
  if ((flags_ & ~(kBadDates | MBEDTLS_X509_BADCERT_CN_MISMATCH)) != 0) return NetworkFailure::certificateUntrusted;
  if ((flags_ & MBEDTLS_X509_BADCERT_CN_MISMATCH) != 0) return NetworkFailure::certificateName;
  if ((flags_ & MBEDTLS_X509_BADCERT_EXPIRED) != 0) return NetworkFailure::certificateExpired;
  if ((flags_ & MBEDTLS_X509_BADCERT_FUTURE) != 0) return NetworkFailure::certificateNotYetValid;
  return NetworkFailure::certificateUntrusted;
}

int TlsStream::verifyCallback(void* self, mbedtls_x509_crt* certificate, int depth, uint32_t* flags) {
  auto* stream = static_cast<TlsStream*>(self);
  if (stream->inner_) {
    // The roots of ESP-IDF vouch for nothing that mbedTLS's own clock finds fault with.
    *flags &= ~kBadDates;
    const int error = stream->inner_(stream->innerState_, certificate, depth, flags);
    // What the roots do not vouch for is untrusted, and said below with everything else.
    if (error != 0) *flags |= MBEDTLS_X509_BADCERT_NOT_TRUSTED;
  }
  *flags = stream->verify(certificate, depth, *flags);
  return 0;
}

uint32_t TlsStream::verify(mbedtls_x509_crt* certificate, int depth, uint32_t flags) {
  // Dates are judged by the device's clock: it cannot be turned back, and mbedTLS's can.
  flags &= ~kBadDates;
  const int64_t now = clock_.now();
  if (now > toMs(certificate->valid_to)) flags |= MBEDTLS_X509_BADCERT_EXPIRED;
  if (now < toMs(certificate->valid_from)) flags |= MBEDTLS_X509_BADCERT_FUTURE;
  validFromMs_ = std::max(validFromMs_, toMs(certificate->valid_from));
  if (depth == 0 && addressSize_ > 0 && !hasAddress(*certificate)) flags |= MBEDTLS_X509_BADCERT_CN_MISMATCH;
  flags_ |= flags;
  return flags;
}

bool TlsStream::hasAddress(const mbedtls_x509_crt& certificate) const {
  for (const mbedtls_x509_sequence* name = &certificate.subject_alt_names; name; name = name->next) {
    if ((name->buf.tag & MBEDTLS_ASN1_TAG_VALUE_MASK) != kSanAddress) continue;
    if (Bytes(name->buf.p, name->buf.len) == Bytes(address_, addressSize_)) return true;
  }
  return false;
}

int TlsStream::send(void* self, const unsigned char* data, size_t size) {
  const int sent = static_cast<TlsStream*>(self)->tcp_.send(Bytes(data, size));
  return sent > 0 ? sent : sent == 0 ? MBEDTLS_ERR_SSL_WANT_WRITE : kConnectionReset;
}

int TlsStream::receive(void* self, unsigned char* data, size_t size) {
  const int received = static_cast<TlsStream*>(self)->tcp_.receive(Buffer(data, size));
  return received > 0 ? received : received == 0 ? MBEDTLS_ERR_SSL_WANT_READ : kConnectionReset;
}

}  // namespace esplock
