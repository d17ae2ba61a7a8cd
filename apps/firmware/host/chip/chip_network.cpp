#include "chip/chip_network.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace esplock::host {

void HostSocket::connect(Text host, uint16_t port) {
  close();
  state_ = State::failed;
  if (wifi_.state() != Wifi::State::joined) return;
  if (isBlackHole()) {
    // The first packet is lost already.
    state_ = State::connecting;
    return;
  }
  std::string name(host);
  for (int each = 0; each < bench_.world().nameCount; each++) {
    if (name == bench_.world().names[each].name) {
      name = bench_.world().names[each].address;
      break;
    }
  }
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  // A developer's machine resolves what a test names at once; the chip's layer does not wait here.
  if (getaddrinfo(name.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return;
  for (const addrinfo* each = found; each && state_ == State::failed; each = each->ai_next) {
    fd_ = socket(each->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd_ < 0) continue;
    const int error = ::connect(fd_, each->ai_addr, each->ai_addrlen);
    pollfd wait{fd_, POLLOUT, 0};
    // A refusal of this machine comes at once: then the next address is tried, as `localhost` has two.
    if (error == 0 || (errno == EINPROGRESS && (::poll(&wait, 1, 20) == 0 || (wait.revents & (POLLERR | POLLHUP)) == 0))) {
      state_ = State::connecting;
    } else {
      ::close(fd_);
      fd_ = -1;
    }
  }
  freeaddrinfo(found);
}

TcpSocket::State HostSocket::state() {
  if (wifi_.state() != Wifi::State::joined && state_ != State::closed) {
    close();
    state_ = State::failed;
  }
  if (state_ != State::connecting || isBlackHole()) return state_;
  pollfd wait{fd_, POLLOUT, 0};
  if (::poll(&wait, 1, 0) <= 0) return state_;
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size);
  state_ = error == 0 ? State::open : State::failed;
  return state_;
}

int HostSocket::send(Bytes bytes) {
  if (state() != State::open) return -1;
  if (isBlackHole()) return 0;
  const ssize_t size = ::send(fd_, bytes.data, bytes.size, MSG_NOSIGNAL);
  if (size >= 0) return static_cast<int>(size);
  return errno == EAGAIN ? 0 : -1;
}

int HostSocket::receive(Buffer out) {
  if (state() != State::open) return -1;
  if (isBlackHole()) return 0;
  const ssize_t size = ::recv(fd_, out.data, out.capacity, 0);
  if (size > 0) return static_cast<int>(size);
  return size < 0 && errno == EAGAIN ? 0 : -1;
}

void HostSocket::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  state_ = State::closed;
}

bool HostTrust::usePublicRoots(mbedtls_ssl_config* config, Verify*, void**) {
  if (!loaded_) loaded_ = mbedtls_x509_crt_parse_file(&roots_, "/etc/ssl/certs/ca-certificates.crt") >= 0;
  mbedtls_ssl_conf_ca_chain(config, &roots_, nullptr);
  return loaded_;
}

}  // namespace esplock::host
