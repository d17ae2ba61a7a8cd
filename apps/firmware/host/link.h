#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace esplock::host {

/** A message between the bench and the chip, which are two processes. */
enum class Kind : uint8_t {
  // chip → bench
  uart = 'u',
  bolt = 'b',
  led = 'l',
  pattern = 'p',
  stage = 's',
  /** An image begins to run: its version. */
  image = 'i',
  /** The wall clock was set: int64. */
  clock = 'c',
  /** May I write? Answered by `write`. */
  askWrite = 'a',
  // bench → chip
  uartIn = 'U',
  world = 'w',
  /** Time passes at once: int64 milliseconds. */
  advance = 'A',
  /** One `WriteVerdict`. */
  write = 'W',
};

/** What becomes of one write to the store or the flash. */
struct WriteVerdict {
  /** The power goes in its middle. */
  bool cut;
  /** How much of it still happens, 0 to 1. */
  double done;
};

/** How a chip's process ends. */
constexpr int kExitRestart = 42;
constexpr int kExitPowerCut = 43;
/** The image that runs crashes, as it was made to; nothing is wrong with this program. */
constexpr int kExitPanic = 44;
constexpr int kExitWatchdog = 45;

/** One end of the pair, which keeps the borders of messages. */
class Link {
 public:
  explicit Link(int fd) : fd_(fd) {}

  int fd() const { return fd_; }
  bool send(Kind kind, const void* data = nullptr, size_t size = 0) const;
  /** @param wait whether to wait for one @returns false for none, or where the other end is gone (`closed`) */
  bool receive(bool wait, Kind& kind, std::vector<uint8_t>& data);
  bool closed() const { return closed_; }

 private:
  int fd_;
  bool closed_ = false;
};

}  // namespace esplock::host
