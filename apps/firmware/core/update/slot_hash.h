#pragma once

#include "crypto/sha256.h"
#include "platform/firmware_slots.h"

namespace esplock {

/** SHA-256 in lower-case hexadecimal. */
constexpr size_t kSha256Digits = 64;
Text hexOf(const uint8_t (&hash)[kHashBytes], char (&into)[kSha256Digits]);

/** SHA-256 of what a slot reads back, a part of it at each call, so that nothing has to wait for it. */
class SlotHash {
 public:
  explicit SlotHash(FirmwareSlots& slots) : slots_(slots) {}

  void start(FirmwareSlots::Slot slot, size_t size);
  /** @returns true once it is over */
  bool poll();
  /** All of what is left, at once. @returns the hash in hexadecimal, good until the next `start`; empty where the slot cannot be read */
  Text finish();

 private:
  FirmwareSlots& slots_;
  Sha256 hash_;
  FirmwareSlots::Slot slot_ = FirmwareSlots::Slot::running;
  size_t size_ = 0;
  size_t at_ = 0;
  bool over_ = true;
  bool read_ = false;
  char digits_[kSha256Digits];
};

}  // namespace esplock
