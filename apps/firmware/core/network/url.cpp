#include "network/url.h"

#include "base/names.h"

namespace esplock {
namespace {

constexpr Text kScheme = "https://";

bool isHostLetter(char letter) {
  const bool letterOrDigit = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                             (letter >= '0' && letter <= '9');
  return letterOrDigit || letter == '.' || letter == '-' || letter == '_';
}

bool isHost(Text host) {
  if (host.empty() || host.size() > 253 || (host[0] >= 'A' && host[0] <= 'Z')) return false;
  for (char letter : host) {
    if (!isHostLetter(letter)) return false;
  }
  return host[0] != '-' && host[0] != '.' && host[0] != '_';
}

bool isIpv6(Text host) {
  if (host.size() < 2 || host.size() > 45) return false;
  bool colon = false;
  for (char letter : host) {
    const bool hex = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') ||
                     (letter >= 'A' && letter <= 'F');
    if (!hex && letter != ':' && letter != '.') return false;
    if (letter == ':') colon = true;
  }
  return colon;
}

bool parsePort(Text text, uint16_t& port) {
  if (text.empty() || text.size() > 5) return false;
  uint32_t value = 0;
  for (char letter : text) {
    if (letter < '0' || letter > '9') return false;
    value = value * 10 + static_cast<uint32_t>(letter - '0');
  }
  if (value == 0 || value > 65535) return false;
  port = static_cast<uint16_t>(value);
  return true;
}

}  // namespace

bool parseUrl(Text text, Url& into) {
  if (text.size() > 256 || text.substr(0, kScheme.size()) != kScheme) return false;
  Text rest = text.substr(kScheme.size());
  if (!isVisibleAscii(rest, 1, 256) || rest.find_first_of("?#@\\") != Text::npos) return false;
  const size_t slash = rest.find('/');
  into.authority = rest.substr(0, slash);
  into.path = slash == Text::npos ? Text() : rest.substr(slash);
  while (!into.path.empty() && into.path.back() == '/') into.path.remove_suffix(1);
  into.port = 443;
  Text host = into.authority;
  Text port;
  if (!host.empty() && host[0] == '[') {
    const size_t closing = host.find(']');
    if (closing == Text::npos) return false;
    port = host.substr(closing + 1);
    into.host = host.substr(1, closing - 1);
    if (!isIpv6(into.host)) return false;
  } else {
    const size_t colon = host.find(':');
    into.host = host.substr(0, colon);
    port = colon == Text::npos ? Text() : host.substr(colon);
    if (!isHost(into.host)) return false;
  }
  return port.empty() || (port[0] == ':' && parsePort(port.substr(1), into.port));
}

}  // namespace esplock
