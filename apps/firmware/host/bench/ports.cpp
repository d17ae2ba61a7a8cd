#include "bench/ports.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pty.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

namespace esplock::host {
namespace {

constexpr int kSlowMs = 2'000;

}  // namespace

int listenOn(int port, int& boundPort) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const int yes = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  socklen_t size = sizeof address;
  if (bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(fd, 8) != 0) {
    close(fd);
    return -1;
  }
  getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  boundPort = ntohs(address.sin_port);
  return fd;
}

int acceptFrom(int listener) {
  const int fd = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  const int yes = 1;
  if (fd >= 0) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  return fd;
}

int openTerminal(std::string& path) {
  int master = -1;
  int other = -1;
  char name[128];
  termios settings{};
  cfmakeraw(&settings);
  cfsetspeed(&settings, B115200);
  if (openpty(&master, &other, name, &settings, nullptr) != 0) return -1;
  // The other end stays open here: without it the terminal would end with its first user.
  fcntl(other, F_SETFD, FD_CLOEXEC);
  fcntl(master, F_SETFD, FD_CLOEXEC);
  fcntl(master, F_SETFL, O_NONBLOCK);
  path = name;
  return master;
}

bool writeAll(int fd, const void* data, size_t size) {
  const char* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t written = write(fd, at, size);
    if (written > 0) {
      at += written;
      size -= static_cast<size_t>(written);
      continue;
    }
    if (errno != EAGAIN) return false;
    pollfd wait{fd, POLLOUT, 0};
    if (poll(&wait, 1, kSlowMs) <= 0) return false;
  }
  return true;
}

}  // namespace esplock::host
