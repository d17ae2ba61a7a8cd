#pragma once

#include "base/bytes.h"

namespace esplock {

constexpr size_t base64urlLength(size_t bytes) { return (bytes * 4 + 2) / 3; }

/**
 * Decodes base64url (RFC 4648, section 5) without padding, in its one canonical spelling.
 *
 * @param out may be the text itself: the bytes are never longer
 * @returns the number of bytes, or -1 where the text is not canonical or `out` is too small
 */
int decodeBase64url(Text text, Buffer out);

/** Whether the text is canonical base64url of `min` to `max` bytes. */
bool isBase64url(Text text, size_t min, size_t max);

/** @param out at least `base64urlLength(bytes.size)` characters @returns the number of characters */
size_t encodeBase64url(Bytes bytes, char* out);

/** Base64 with padding (RFC 4648, section 4), as a WebSocket handshake has it. @returns the number of characters */
size_t encodeBase64(Bytes bytes, char* out);

}  // namespace esplock
