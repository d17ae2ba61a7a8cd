#include "grant/revocations.h"

#include <algorithm>

#include "crypto/sha256.h"

namespace esplock {

Revocations::Revocations(SecureStore& store, Log& log) : store_(store) {
  uint8_t stored[bounds::kRevocations * kEntryBytes];
  const int size = store_.read(keys::kRevocations, stored);
  if (size == SecureStore::kNone) return;
  unreadable_ = size < 0 || static_cast<size_t>(size) % kEntryBytes != 0;
  if (unreadable_) {
    log.error("grant", "the revocations cannot be read; no signed command is taken until a reset");
    return;
  }
  for (const uint8_t* at = stored; at < stored + size; at += kEntryBytes) {
    Entry& entry = entries_[count_++];
    std::memcpy(entry.id, at, kIdBytes);
    uint64_t until = 0;
    for (size_t byte = kIdBytes; byte < kEntryBytes; byte++) until = (until << 8) | at[byte];
    entry.until = static_cast<int64_t>(until);
  }
}

bool Revocations::isRevoked(Kind kind, Text id, int64_t now) const {
  if (unreadable_) return true;
  uint8_t wanted[kIdBytes];
  idOf(kind, id, wanted);
  for (size_t each = 0; each < count_; each++) {
    if (Bytes(entries_[each].id) == Bytes(wanted) && now < entries_[each].until) return true;
  }
  return false;
}

bool Revocations::add(Kind kind, Text id, int64_t until, int64_t now) {
  if (unreadable_) return false;
  Entry added;
  idOf(kind, id, added.id);
  added.until = until;
  Entry next[bounds::kRevocations + 1];
  size_t count = 0;
  for (size_t each = 0; each < count_; each++) {
    const Entry& entry = entries_[each];
    if (Bytes(entry.id) == Bytes(added.id)) added.until = std::max(added.until, entry.until);
    else if (now < entry.until) next[count++] = entry;
  }
  next[count++] = added;
  if (count > bounds::kRevocations || !store(next, count)) return false;
  std::copy(next, next + count, entries_);
  count_ = count;
  return true;
}

void Revocations::idOf(Kind kind, Text id, uint8_t (&into)[kIdBytes]) {
  Sha256 sha;
  sha.add(Bytes(kind == Kind::jti ? Text("jti:") : Text("kid:")));
  sha.add(Bytes(id));
  uint8_t hash[kHashBytes];
  sha.finish(hash);
  std::memcpy(into, hash, kIdBytes);
}

bool Revocations::store(const Entry* entries, size_t count) {
  uint8_t bytes[bounds::kRevocations * kEntryBytes];
  uint8_t* at = bytes;
  for (size_t each = 0; each < count; each++) {
    std::memcpy(at, entries[each].id, kIdBytes);
    at += kIdBytes;
    for (int shift = 56; shift >= 0; shift -= 8) *at++ = static_cast<uint8_t>(entries[each].until >> shift);
  }
  return store_.write(keys::kRevocations, Bytes(bytes, static_cast<size_t>(at - bytes)));
}

}  // namespace esplock
