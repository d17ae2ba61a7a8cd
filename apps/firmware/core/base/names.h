#pragma once

#include "base/bytes.h"

namespace esplock {

/** A door's name on its relay: `^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$`. */
bool isDoorId(Text text);
/** The chip's factory MAC, 12 lower-case hex digits. */
bool isUid(Text text);
/** A JWK thumbprint (RFC 7638) by SHA-256. */
bool isKid(Text text);
/** At least 128 random bits. */
bool isJti(Text text);
/** 128 random bits. */
bool isBootNonce(Text text);
/** Of a frame on the device socket: `^[A-Za-z0-9_-]{1,86}$`. */
bool isFrameId(Text text);
/** A one-time claim code (section 2): four groups of Crockford's base32. */
bool isClaimCode(Text text);
/** A path on the server that it came from: two slashes, or their like, would name another one. */
bool isServerPath(Text text);
/** Visible ASCII alone, `min` to `max` characters. */
bool isVisibleAscii(Text text, size_t min, size_t max);

constexpr size_t kDoorIdMax = 64;
constexpr size_t kKidLength = 43;
constexpr size_t kJtiMax = 86;
constexpr size_t kClaimCodeLength = 19;
constexpr size_t kNonceBytes = 16;
constexpr size_t kNonceLength = 22;

}  // namespace esplock
