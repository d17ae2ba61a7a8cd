#pragma once

#include "base/bounds.h"
#include "base/bytes.h"

namespace esplock {

/** What arrives on the serial line (section 6). */
struct SerialFrame {
  enum class Kind : uint8_t {
    none,
    line,
    tooLong,
    notUtf8,
    /** Behind `IMPROV` and its version; the checksum is right. */
    improv,
    improvDamaged,
  };
  Kind kind = Kind::none;
  /** Of a line: it may be changed. Of Improv: the data. */
  char* data = nullptr;
  size_t size = 0;
  uint8_t improvType = 0;
};

constexpr Text kImprovHeader = "IMPROV";
constexpr uint8_t kImprovVersion = 1;

/** Bytes → lines and Improv packets, in bounded memory. A packet begins where a line does, and may hold any byte. */
class FrameReader {
 public:
  /** Takes bytes from the front of `bytes` until a frame is whole. @param now milliseconds since boot */
  SerialFrame next(Bytes& bytes, int64_t now);

 private:
  SerialFrame take(uint8_t byte);
  bool inImprov() const;
  SerialFrame packet();
  SerialFrame line();

  char begun_[bounds::kSerialLineBytes];
  size_t length_ = 0;
  int64_t lastAtMs_ = 0;
};

}  // namespace esplock
