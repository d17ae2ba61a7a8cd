#include "network/trouble.h"

#include <cstdio>
#include <ctime>

#include "device/log.h"
#include "network/url.h"

namespace esplock {

Trouble networkTrouble(NetworkFailure failure, const ServerSettings& server, int64_t now, int status) {
  Url url;
  parseUrl(server.url.view(), url);
  const int size = static_cast<int>(url.authority.size());
  const char* host = url.authority.data();
  const char* authority = server.ca.empty() ? "a public authority" : "the authority that this device was given";
  char at[24] = "";
  const time_t seconds = static_cast<time_t>(now / 1000);
  tm utc{};
  if (gmtime_r(&seconds, &utc)) std::strftime(at, sizeof at, "%Y-%m-%d %H:%M", &utc);
  Trouble trouble;
  switch (failure) {
    case NetworkFailure::none:
    case NetworkFailure::offline:
      trouble.set("offline", false, "The Wi-Fi is gone.");
      break;
    case NetworkFailure::unreachable:
      trouble.set("unreachable", false, "%.*s cannot be reached: check the address, and that the server runs.", size,
                  host);
      break;
    case NetworkFailure::timeout:
      trouble.set("timeout", false, "%.*s does not answer in time.", size, host);
      break;
    case NetworkFailure::certificateUntrusted:
      trouble.set("certificate-untrusted", true, "The certificate of %.*s does not come from %s.", size, host,
                  authority);
      break;
    case NetworkFailure::certificateExpired:
      trouble.set("certificate-expired", true, "The certificate of %.*s has expired (it is %s UTC here).", size, host,
                  at);
      break;
    case NetworkFailure::certificateNotYetValid:
      trouble.set("certificate-not-yet-valid", true, "The certificate of %.*s is not valid yet (it is %s UTC here).",
                  size, host, at);
      break;
    case NetworkFailure::certificateName:
      trouble.set("certificate-name", true, "The certificate of %.*s is for another name.", size, host);
      break;
    case NetworkFailure::notTls:
      trouble.set("not-tls", true, "%.*s does not speak TLS there: check the address and its port.", size, host);
      break;
    case NetworkFailure::tooLarge:
      trouble.set("too-large", false, "The answer of %.*s is larger than allowed.", size, host);
      break;
    case NetworkFailure::refused:
      if (status > 0) trouble.set("refused", false, "%.*s refused the connection (%d).", size, host, status);
      else trouble.set("refused", false, "%.*s refused the connection: it speaks no WebSocket.", size, host);
      break;
  }
  return trouble;
}

Trouble wifiTrouble(WifiFailure failure, Text ssid) {
  char clean[32];
  const int size = static_cast<int>(printable(ssid, clean, sizeof clean));
  Trouble trouble;
  switch (failure) {
    case WifiFailure::noAccessPoint:
      trouble.set("wifi-no-access-point", false, "No network called “%.*s” is in reach.", size, clean);
      break;
    case WifiFailure::wrongPassword:
      trouble.set("wifi-wrong-password", true, "“%.*s” did not accept the password.", size, clean);
      break;
    case WifiFailure::none:
    case WifiFailure::timeout:
      trouble.set("wifi-timeout", false, "“%.*s” did not let this device in in time.", size, clean);
      break;
  }
  return trouble;
}

}  // namespace esplock
