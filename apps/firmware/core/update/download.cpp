#include "update/download.h"

#include <algorithm>

namespace esplock {
namespace {

/** Tries without a new byte after which a download is given up. */
constexpr int kMaxTries = 10;

}  // namespace

void Download::start(Text path, size_t size) {
  path_.assign(path);
  size_ = size;
  received_ = furthest_ = 0;
  tries_ = 0;
  backoff_.reset();
  fetching_ = false;
  nextAtMs_ = 0;
  error_ = nullptr;
}

bool Download::poll() {
  if (!fetching_) {
    if (chip_.uptimeMs() < nextAtMs_) return false;
    fetching_ = true;
    fetch_.start(path_.view(), received_, *this);
  }
  if (fetch_.poll()) return false;
  fetching_ = false;
  if (error_) return true;
  if (received_ == size_) {
    uint8_t hash[kHashBytes];
    hash_.finish(hash);
    hexOf(hash, digits_);
    return true;
  }
  brokeOff();
  return error_ != nullptr;
}

bool Download::begin(int status, int64_t from) {
  if (status == 200) return startAgain();
  if (status == 206 && received_ > 0 && from == static_cast<int64_t>(received_)) return true;
  log_.warn("update", "the server answered %d", status);
  return false;
}

bool Download::take(Bytes bytes) {
  bytes.size = std::min(bytes.size, size_ - received_);
  hash_.add(bytes);
  while (bytes.size > 0) {
    const size_t at = received_ % kPieceBytes;
    const size_t size = std::min(bytes.size, kPieceBytes - at);
    std::memcpy(piece_ + at, bytes.data, size);
    received_ += size;
    bytes = Bytes(bytes.data + size, bytes.size - size);
    const bool full = at + size == kPieceBytes || received_ == size_;
    if (full && !writePiece()) return false;
  }
  return received_ < size_;
}

bool Download::startAgain() {
  received_ = 0;
  hash_.reset();
  if (!slots_.begin()) error_ = "write-failed";
  return error_ == nullptr;
}

bool Download::writePiece() {
  const size_t start = (received_ - 1) / kPieceBytes * kPieceBytes;
  if (!slots_.write(start, Bytes(piece_, received_ - start))) error_ = "write-failed";
  return error_ == nullptr;
}

void Download::brokeOff() {
  if (received_ > furthest_) {
    furthest_ = received_;
    tries_ = 0;
    backoff_.reset();
  } else if (++tries_ == kMaxTries) {
    error_ = "download-failed";
    return;
  }
  log_.warn("update", "the download broke off after %u of %u bytes", static_cast<unsigned>(received_),
            static_cast<unsigned>(size_));
  nextAtMs_ = chip_.uptimeMs() + backoff_.next();
}

}  // namespace esplock
