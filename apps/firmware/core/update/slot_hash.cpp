#include "update/slot_hash.h"

#include <algorithm>

namespace esplock {
namespace {

constexpr int kBlocksAtOnce = 16;

}  // namespace

Text hexOf(const uint8_t (&hash)[kHashBytes], char (&into)[kSha256Digits]) {
  constexpr char kDigits[] = "0123456789abcdef";
  for (size_t at = 0; at < kHashBytes; at++) {
    into[2 * at] = kDigits[hash[at] >> 4];
    into[2 * at + 1] = kDigits[hash[at] & 15];
  }
  return {into, kSha256Digits};
}

void SlotHash::start(FirmwareSlots::Slot slot, size_t size) {
  slot_ = slot;
  size_ = size;
  at_ = 0;
  hash_.reset();
  over_ = size == 0;
  read_ = false;
}

bool SlotHash::poll() {
  for (int blocks = 0; blocks < kBlocksAtOnce && !over_; blocks++) {
    uint8_t block[1024];
    const size_t size = std::min(sizeof block, size_ - at_);
    if (!slots_.read(slot_, at_, Buffer(block, size))) {
      over_ = true;
      break;
    }
    hash_.add(Bytes(block, size));
    at_ += size;
    if (at_ < size_) continue;
    uint8_t hash[kHashBytes];
    hash_.finish(hash);
    hexOf(hash, digits_);
    over_ = read_ = true;
  }
  return over_;
}

Text SlotHash::finish() {
  while (!poll()) {
  }
  return read_ ? Text(digits_, sizeof digits_) : Text();
}

}  // namespace esplock
