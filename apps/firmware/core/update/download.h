#pragma once

#include "base/fixed_text.h"
#include "device/log.h"
#include "network/backoff.h"
#include "update/fetch.h"
#include "update/slot_hash.h"

namespace esplock {

/** Fetches an image into the spare slot, and goes on where it broke off (section 5, 2). */
class Download : private FetchSink {
 public:
  Download(Clock& chip, Random& random, Log& log, FirmwareSlots& slots, Fetch& fetch)
      : chip_(chip), log_(log), slots_(slots), fetch_(fetch), backoff_(random) {}

  /** @param path on the relay @param size that the slot holds */
  void start(Text path, size_t size);
  /** @returns true once it is over: with `error`, or with the whole image received */
  bool poll();

  size_t received() const { return received_; }
  /** `download-failed`, `write-failed`, or nullptr. */
  const char* error() const { return error_; }
  /** Of what was received, once it is over. */
  Text sha256() const { return {digits_, sizeof digits_}; }

 private:
  /** What `FirmwareSlots` wants at once. */
  static constexpr size_t kPieceBytes = 1024;

  bool begin(int status, int64_t from) override;
  bool take(Bytes bytes) override;

  bool startAgain();
  bool writePiece();
  void brokeOff();

  Clock& chip_;
  Log& log_;
  FirmwareSlots& slots_;
  Fetch& fetch_;
  Backoff backoff_;
  FixedText<256> path_;
  Sha256 hash_;
  size_t size_ = 0;
  size_t received_ = 0;
  size_t furthest_ = 0;
  int tries_ = 0;
  bool fetching_ = false;
  int64_t nextAtMs_ = 0;
  const char* error_ = nullptr;
  char digits_[kSha256Digits];
  uint8_t piece_[kPieceBytes];
};

}  // namespace esplock
