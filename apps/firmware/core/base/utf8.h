#pragma once

#include "base/bytes.h"

namespace esplock {

/**
 * The length of the UTF-8 sequence that `text` begins with (RFC 3629): no overlong form, no surrogate, nothing above
 * U+10FFFF. 0 where there is none.
 */
size_t utf8Sequence(Text text);

bool isUtf8(Text text);

/** Unicode characters as JavaScript counts a text's length: two for what lies above U+FFFF. */
size_t utf16Length(Text text);

/** Writes a code point that is no surrogate. @returns 1 to 4 bytes */
size_t encodeUtf8(uint32_t codePoint, char* out);

}  // namespace esplock
