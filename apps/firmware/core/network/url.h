#pragma once

#include "base/fixed_text.h"

namespace esplock {

/** An https address, in its parts. Its texts lie in what was parsed. */
struct Url {
  /** Without the brackets of an IPv6 address. */
  Text host;
  /** With its brackets and port, as it was written: what a `Host` header says. */
  Text authority;
  uint16_t port = 443;
  /** Without slashes at its end. */
  Text path;
};

/**
 * Takes no user, query, fragment, backslash, white space or non-ASCII: what is left is read alike by everybody
 * (section 1, `configure`).
 */
bool parseUrl(Text text, Url& into);

}  // namespace esplock
