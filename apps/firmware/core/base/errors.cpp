#include "base/errors.h"

namespace esplock {

const char* nameOf(Fault fault) {
  switch (fault) {
    case Fault::none: return "none";
    case Fault::tooLarge: return "too-large";
    case Fault::notJson: return "not-json";
    case Fault::duplicateMember: return "duplicate-member";
    case Fault::invalid: return "invalid";
    case Fault::notCanonical: return "not-canonical";
    case Fault::notCompact: return "not-compact";
    case Fault::unfitKey: return "unfit-key";
    case Fault::wrongKey: return "wrong-key";
    case Fault::wrongDoor: return "wrong-door";
    case Fault::undecryptable: return "undecryptable";
    case Fault::headerMismatch: return "header-mismatch";
    case Fault::wrongCommand: return "wrong-command";
    case Fault::badSignature: return "bad-signature";
  }
  return "";
}

const char* nameOf(DeviceError error) {
  switch (error) {
    case DeviceError::none: return "none";
    case DeviceError::badPassword: return "bad-password";
    case DeviceError::notGranted: return "not-granted";
    case DeviceError::stale: return "stale";
    case DeviceError::replayed: return "replayed";
    case DeviceError::rebooted: return "rebooted";
    case DeviceError::lockedOut: return "locked-out";
    case DeviceError::inLockdown: return "in-lockdown";
    case DeviceError::unknownCommand: return "unknown-command";
    case DeviceError::invalidArguments: return "invalid-arguments";
    case DeviceError::failed: return "failed";
  }
  return "";
}

}  // namespace esplock
