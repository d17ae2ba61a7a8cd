#pragma once

#include <cstdint>

namespace esplock {

/** Why the relay was not reached. */
enum class NetworkFailure : uint8_t {
  none,
  offline,
  unreachable,
  timeout,
  certificateUntrusted,
  certificateExpired,
  /** By the device's clock; everything else about the certificate is right. */
  certificateNotYetValid,
  certificateName,
  notTls,
  tooLarge,
  refused,
};

}  // namespace esplock
