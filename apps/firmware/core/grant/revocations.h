#pragma once

#include "device/log.h"
#include "settings/secure_store.h"

namespace esplock {

/**
 * What was revoked, at rest: of each the first half of a SHA-256, and until when. What is over makes room for new ones;
 * what still counts never does.
 */
class Revocations {
 public:
  /** A grant, or everything for a key. */
  enum class Kind : uint8_t { jti, kid };

  Revocations(SecureStore& store, Log& log);

  /** @param now seconds since the epoch */
  bool isRevoked(Kind kind, Text id, int64_t now) const;

  /**
   * Keeps a revocation, for as long as the longest that was asked for the same.
   *
   * @returns false where there is no room, or it could not be stored; then nothing was changed
   */
  bool add(Kind kind, Text id, int64_t until, int64_t now);

 private:
  static constexpr size_t kIdBytes = 16;
  static constexpr size_t kEntryBytes = kIdBytes + 8;

  struct Entry {
    uint8_t id[kIdBytes];
    int64_t until;
  };

  static void idOf(Kind kind, Text id, uint8_t (&into)[kIdBytes]);
  bool store(const Entry* entries, size_t count);

  SecureStore& store_;
  Entry entries_[bounds::kRevocations];
  size_t count_ = 0;
  /** Without knowing what was revoked, nothing that could be is taken. */
  bool unreadable_ = false;
};

}  // namespace esplock
