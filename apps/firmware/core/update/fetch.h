#pragma once

#include "base/bytes.h"

namespace esplock {

/** Who takes what a relay sends of an image, as it comes. */
class FetchSink {
 public:
  virtual ~FetchSink() = default;
  /** An answer begins. @param from the first byte of a range, -1 for none @returns whether its body is wanted */
  virtual bool begin(int status, int64_t from) = 0;
  /** @returns whether more is wanted */
  virtual bool take(Bytes bytes) = 0;
};

/** One `GET` at the relay, over a connection of its own. Nothing here waits. */
class Fetch {
 public:
  virtual ~Fetch() = default;
  /** @param path on the relay @param from asks for the bytes from there on; 0 for all */
  virtual void start(Text path, size_t from, FetchSink& sink) = 0;
  /** @returns false once it is over, however it ended */
  virtual bool poll() = 0;
  virtual void stop() = 0;
};

/** What an update wants of the network. */
class RelayAccess {
 public:
  virtual ~RelayAccess() = default;
  /** Ends the session until `start`. @returns false where that must not be now: Wi-Fi is being tried, or the device restarts */
  virtual bool stop() = 0;
  virtual void start() = 0;
  /** The present session's token; empty while there is no session. */
  virtual Text token() = 0;
};

}  // namespace esplock
