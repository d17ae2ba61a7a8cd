#pragma once

#include <cstdint>

namespace esplock {

/** Why something that claims to follow the protocol does not; `none` where it does. */
enum class Fault : uint8_t {
  none,
  tooLarge,
  notJson,
  duplicateMember,
  invalid,
  notCanonical,
  notCompact,
  unfitKey,
  wrongKey,
  wrongDoor,
  undecryptable,
  headerMismatch,
  wrongCommand,
  badSignature,
};

/** The stable name, as in the test vectors. */
const char* nameOf(Fault fault);

/** What a device says of a command it did not run (section 1). */
enum class DeviceError : uint8_t {
  none,
  badPassword,
  notGranted,
  stale,
  replayed,
  rebooted,
  lockedOut,
  inLockdown,
  unknownCommand,
  invalidArguments,
  failed,
};

const char* nameOf(DeviceError error);

/** WebSocket close codes of the device socket (section 3, and RFC 6455, 7.4.1). */
namespace closeCode {
constexpr uint16_t kGoingAway = 1001;
constexpr uint16_t kFraming = 1002;
constexpr uint16_t kUnsupported = 1003;
constexpr uint16_t kNoCode = 1005;
constexpr uint16_t kAbnormal = 1006;
constexpr uint16_t kTooLarge = 1009;
constexpr uint16_t kReplaced = 4001;
constexpr uint16_t kSessionExpired = 4002;
constexpr uint16_t kRemoved = 4003;
constexpr uint16_t kProtocolError = 4009;
}  // namespace closeCode

}  // namespace esplock
