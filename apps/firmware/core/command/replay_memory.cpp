#include "command/replay_memory.h"

#include "base/bounds.h"
#include "crypto/sha256.h"

namespace esplock {
namespace {

void tagOf(Text jti, uint8_t (&tag)[16]) {
  uint8_t hash[kHashBytes];
  sha256(Bytes(jti), hash);
  std::memcpy(tag, hash, sizeof tag);
}

}  // namespace

ReplayMemory::Verdict ReplayMemory::admit(Text jti, int64_t iat, int64_t now) {
  forget(now);
  uint8_t tag[16];
  tagOf(jti, tag);
  if (find(tag)) return Verdict::replayed;
  if (iat <= forgottenIat_) return Verdict::stale;
  if (count_ == kCapacity) return Verdict::full;
  Seen& entry = seen_[(first_ + count_++) % kCapacity];
  std::memcpy(entry.tag, tag, sizeof tag);
  entry.iat = iat;
  entry.until = now + bounds::kJtiMemoryMs;
  entry.authorised = false;
  return Verdict::isNew;
}

void ReplayMemory::authorise(Text jti) {
  uint8_t tag[16];
  tagOf(jti, tag);
  if (Seen* entry = find(tag)) entry->authorised = true;
}

void ReplayMemory::forget(int64_t now) {
  while (count_ > 0 && seen_[first_].until <= now) {
    const Seen& oldest = seen_[first_];
    if (oldest.authorised && oldest.iat > forgottenIat_) forgottenIat_ = oldest.iat;
    first_ = (first_ + 1) % kCapacity;
    count_--;
  }
}

ReplayMemory::Seen* ReplayMemory::find(const uint8_t (&tag)[16]) {
  for (size_t each = 0; each < count_; each++) {
    Seen& entry = seen_[(first_ + each) % kCapacity];
    if (std::memcmp(entry.tag, tag, sizeof tag) == 0) return &entry;
  }
  return nullptr;
}

}  // namespace esplock
