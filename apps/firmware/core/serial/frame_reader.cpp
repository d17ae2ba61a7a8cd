#include "serial/frame_reader.h"

#include "base/utf8.h"

namespace esplock {
namespace {

/** IMPROV, version, type, length. */
constexpr size_t kImprovStartBytes = 9;
/** A packet comes in one go: after this pause what follows is something else. */
constexpr int64_t kImprovPauseMs = 1'000;

}  // namespace

SerialFrame FrameReader::next(Bytes& bytes, int64_t now) {
  if (bytes.size > 0) {
    if (inImprov() && now - lastAtMs_ > kImprovPauseMs) length_ = 0;
    lastAtMs_ = now;
  }
  while (bytes.size > 0) {
    const uint8_t byte = bytes.data[0];
    bytes = Bytes(bytes.data + 1, bytes.size - 1);
    const SerialFrame frame = take(byte);
    if (frame.kind != SerialFrame::Kind::none) return frame;
  }
  return {};
}

SerialFrame FrameReader::take(uint8_t byte) {
  const bool improv = inImprov();
  if (byte == '\n' && !improv) return line();
  if (length_ < sizeof begun_) begun_[length_] = static_cast<char>(byte);
  length_++;
  if (!improv || length_ < kImprovStartBytes) return {};
  const size_t dataLength = static_cast<uint8_t>(begun_[kImprovStartBytes - 1]);
  return length_ == kImprovStartBytes + dataLength + 1 ? packet() : SerialFrame();
}

bool FrameReader::inImprov() const {
  return length_ >= kImprovHeader.size() && Text(begun_, kImprovHeader.size()) == kImprovHeader;
}

SerialFrame FrameReader::packet() {
  uint8_t sum = 0;
  for (size_t at = 0; at + 1 < length_; at++) sum = static_cast<uint8_t>(sum + static_cast<uint8_t>(begun_[at]));
  SerialFrame frame;
  const bool right = sum == static_cast<uint8_t>(begun_[length_ - 1]) &&
                     static_cast<uint8_t>(begun_[kImprovHeader.size()]) == kImprovVersion;
  frame.kind = right ? SerialFrame::Kind::improv : SerialFrame::Kind::improvDamaged;
  frame.improvType = static_cast<uint8_t>(begun_[7]);
  frame.data = begun_ + kImprovStartBytes;
  frame.size = length_ - kImprovStartBytes - 1;
  length_ = 0;
  return frame;
}

SerialFrame FrameReader::line() {
  const size_t length = length_;
  length_ = 0;
  SerialFrame frame;
  if (length > sizeof begun_) {
    frame.kind = SerialFrame::Kind::tooLong;
    return frame;
  }
  frame.data = begun_;
  frame.size = length > 0 && begun_[length - 1] == '\r' ? length - 1 : length;
  if (frame.size == 0) return {};
  frame.kind = isUtf8(Text(begun_, frame.size)) ? SerialFrame::Kind::line : SerialFrame::Kind::notUtf8;
  return frame;
}

}  // namespace esplock
