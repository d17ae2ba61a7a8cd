#include "command/replay_memory.h"

#include <algorithm>

#include "base/bounds.h"
#include "crypto/sha256.h"

namespace esplock {
namespace {

template <size_t Size>
void tagOf(Text jti, uint8_t (&tag)[Size]) {
  uint8_t hash[kHashBytes];
  sha256(Bytes(jti), hash);
  std::memcpy(tag, hash, Size);
}

}  // namespace

ReplayMemory::Verdict ReplayMemory::admit(Text jti, int64_t iat, int64_t now) {
  forget(now);
  uint8_t tag[kTagBytes];
  tagOf(jti, tag);
  if (find(tag)) return Verdict::replayed;
  if (iat <= forgottenIat_) return Verdict::stale;
  if (count_ == kCapacity) return Verdict::full;
  Seen& entry = seen_[(first_ + count_++) % kCapacity];
  std::memcpy(entry.tag, tag, sizeof tag);
  entry.iat = static_cast<uint64_t>(iat);
  entry.until = static_cast<uint32_t>((now + bounds::kJtiMemoryMs + 999) / 1000);
  entry.authorised = false;
  return Verdict::isNew;
}

void ReplayMemory::authorise(Text jti) {
  uint8_t tag[kTagBytes];
  tagOf(jti, tag);
  if (Seen* entry = find(tag)) entry->authorised = true;
}

void ReplayMemory::forget(int64_t now) {
  while (count_ > 0 && int64_t{seen_[first_].until} * 1000 <= now) {
    const Seen& oldest = seen_[first_];
    if (oldest.authorised) forgottenIat_ = std::max(forgottenIat_, static_cast<int64_t>(oldest.iat));
    first_ = (first_ + 1) % kCapacity;
    count_--;
  }
}

ReplayMemory::Seen* ReplayMemory::find(const uint8_t (&tag)[kTagBytes]) {
  for (size_t each = 0; each < count_; each++) {
    Seen& entry = seen_[(first_ + each) % kCapacity];
    if (std::memcmp(entry.tag, tag, sizeof tag) == 0) return &entry;
  }
  return nullptr;
}

}  // namespace esplock
