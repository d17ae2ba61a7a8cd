#pragma once

#include <mbedtls/x509_crt.h>

#include "chip/bench_link.h"
#include "chip/chip_wifi.h"
#include "platform/tcp_socket.h"
#include "platform/trust.h"

namespace esplock::host {

/** TCP of Linux, as far as the simulated Wi-Fi reaches. */
class HostSocket : public TcpSocket {
 public:
  HostSocket(BenchLink& bench, SimulatedWifi& wifi) : bench_(bench), wifi_(wifi) {}
  ~HostSocket() override { close(); }

  void connect(Text host, uint16_t port) override;
  State state() override;
  int send(Bytes bytes) override;
  int receive(Buffer out) override;
  void close() override;

  /** To wait on; -1 for none. */
  int fd() const { return fd_; }

 private:
  /** Packets vanish. */
  bool isBlackHole() const { return bench_.world().faults.blackhole || wifi_.isDeadEnd(); }

  BenchLink& bench_;
  SimulatedWifi& wifi_;
  int fd_ = -1;
  State state_ = State::closed;
};

/** The machine's own public roots. */
class HostTrust : public Trust {
 public:
  HostTrust() { mbedtls_x509_crt_init(&roots_); }
  ~HostTrust() override { mbedtls_x509_crt_free(&roots_); }
  bool usePublicRoots(mbedtls_ssl_config* config, Verify* verify, void** state) override;

 private:
  mbedtls_x509_crt roots_;
  bool loaded_ = false;
};

}  // namespace esplock::host
