#include "chip_socket.h"

#include <esp_netif.h>
#include <lwip/dns.h>
#include <lwip/sockets.h>

#include <cerrno>

namespace esplock {

void ChipSocket::connect(Text host, uint16_t port) {
  close();
  port_ = port;
  state_ = State::failed;
  if (wifi_.state() != Wifi::State::joined || host.size() >= sizeof name_) return;
  name_[host.copy(name_, sizeof name_ - 1)] = 0;
  answer_.done = false;
  resolving_ = true;
  state_ = State::connecting;
  const auto ask = [](void* self) {
    auto* socket = static_cast<ChipSocket*>(self);
    ip_addr_t known;
    const err_t error = dns_gethostbyname(socket->name_, &known, resolved, socket);
    if (error == ERR_OK) socket->answer(&known);
    else if (error != ERR_INPROGRESS) socket->answer(nullptr);
    return ESP_OK;
  };
  esp_netif_tcpip_exec(ask, this);
}

void ChipSocket::resolved(const char* name, const ip_addr_t* address, void* self) {
  auto* socket = static_cast<ChipSocket*>(self);
  // An answer to an earlier question, which was given up, is not this one's.
  if (std::strcmp(name, socket->name_) == 0) socket->answer(address);
}

void ChipSocket::answer(const ip_addr_t* address) {
  answer_.found = address != nullptr;
  if (address) answer_.address = *address;
  answer_.done = true;
}

void ChipSocket::open() {
  resolving_ = false;
  state_ = State::failed;
  if (!answer_.found || !IP_IS_V4_VAL(answer_.address)) return;
  fd_ = lwip_socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (fd_ < 0) return;
  lwip_fcntl(fd_, F_SETFL, lwip_fcntl(fd_, F_GETFL, 0) | O_NONBLOCK);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = lwip_htons(port_);
  address.sin_addr.s_addr = ip_2_ip4(&answer_.address)->addr;
  const int error = lwip_connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address);
  if (error == 0 || errno == EINPROGRESS) state_ = State::connecting;
}

TcpSocket::State ChipSocket::state() {
  if (state_ == State::closed) return state_;
  if (wifi_.state() != Wifi::State::joined) {
    close();
    state_ = State::failed;
  }
  if (state_ != State::connecting) return state_;
  if (resolving_) {
    if (answer_.done) open();
    return state_;
  }
  fd_set writable;
  FD_ZERO(&writable);
  FD_SET(fd_, &writable);
  timeval now{};
  if (lwip_select(fd_ + 1, nullptr, &writable, nullptr, &now) <= 0) return state_;
  int error = 0;
  socklen_t size = sizeof error;
  lwip_getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size);
  state_ = error == 0 ? State::open : State::failed;
  return state_;
}

int ChipSocket::send(Bytes bytes) {
  if (state() != State::open) return -1;
  const int size = lwip_send(fd_, bytes.data, bytes.size, 0);
  if (size >= 0) return size;
  return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1;
}

int ChipSocket::receive(Buffer out) {
  if (state() != State::open) return -1;
  const int size = lwip_recv(fd_, out.data, out.capacity, 0);
  if (size > 0) return size;
  return size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? 0 : -1;
}

void ChipSocket::close() {
  if (fd_ >= 0) lwip_close(fd_);
  fd_ = -1;
  resolving_ = false;
  state_ = State::closed;
}

}  // namespace esplock
