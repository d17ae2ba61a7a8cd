#include "base/names.h"

#include "base/base64url.h"

namespace esplock {
namespace {

bool isLowerOrDigit(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
}

}  // namespace

bool isDoorId(Text text) {
  if (text.empty() || text.size() > kDoorIdMax) return false;
  for (char letter : text) {
    if (!isLowerOrDigit(letter) && letter != '-') return false;
  }
  return text.front() != '-' && text.back() != '-';
}

bool isUid(Text text) {
  if (text.size() != 12) return false;
  for (char letter : text) {
    if (!(letter >= '0' && letter <= '9') && !(letter >= 'a' && letter <= 'f')) return false;
  }
  return true;
}

bool isKid(Text text) { return isBase64url(text, 32, 32); }
bool isJti(Text text) { return isBase64url(text, 16, 64); }
bool isBootNonce(Text text) { return isBase64url(text, kNonceBytes, kNonceBytes); }

bool isFrameId(Text text) {
  if (text.empty() || text.size() > 86) return false;
  for (char letter : text) {
    const bool upper = letter >= 'A' && letter <= 'Z';
    if (!upper && !isLowerOrDigit(letter) && letter != '_' && letter != '-') return false;
  }
  return true;
}

bool isClaimCode(Text text) {
  if (text.size() != kClaimCodeLength) return false;
  for (size_t at = 0; at < text.size(); at++) {
    const char letter = text[at];
    if (at % 5 == 4) {
      if (letter != '-') return false;
      continue;
    }
    const bool digit = letter >= '0' && letter <= '9';
    const bool upper = letter >= 'A' && letter <= 'Z';
    const bool lookAlike = letter == 'I' || letter == 'L' || letter == 'O' || letter == 'U';
    if (!digit && (!upper || lookAlike)) return false;
  }
  return true;
}

bool isServerPath(Text text) {
  if (!isVisibleAscii(text, 1, 256) || text[0] != '/') return false;
  return text.size() == 1 || (text[1] != '/' && text[1] != '\\');
}

bool isVisibleAscii(Text text, size_t min, size_t max) {
  if (text.size() < min || text.size() > max) return false;
  for (char letter : text) {
    if (letter < 0x21 || letter > 0x7e) return false;
  }
  return true;
}

}  // namespace esplock
