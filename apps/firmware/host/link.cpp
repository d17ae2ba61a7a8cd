#include "link.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>

namespace esplock::host {
namespace {

constexpr size_t kMessageMax = 32 * 1024;

}  // namespace

bool Link::send(Kind kind, const void* data, size_t size) const {
  iovec parts[] = {{&kind, sizeof kind}, {const_cast<void*>(data), size}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  return sendmsg(fd_, &message, MSG_NOSIGNAL) >= 0;
}

bool Link::receive(bool wait, Kind& kind, std::vector<uint8_t>& data) {
  data.resize(kMessageMax);
  const ssize_t size = recv(fd_, data.data(), data.size(), wait ? 0 : MSG_DONTWAIT);
  if (size <= 0) {
    if (size == 0 || (errno != EAGAIN && errno != EINTR)) closed_ = true;
    return false;
  }
  kind = static_cast<Kind>(data[0]);
  data.erase(data.begin());
  data.resize(static_cast<size_t>(size) - 1);
  return true;
}

}  // namespace esplock::host
