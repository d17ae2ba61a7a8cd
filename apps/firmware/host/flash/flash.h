#pragma once

#include "base/bytes.h"
#include "link.h"

namespace esplock::host {

constexpr size_t kSectorBytes = 4096;
constexpr size_t kPageBytes = 256;

/**
 * NOR flash: a sector is erased to ones, a page is written by clearing bits. The power can go in the middle of any erasure or
 * page; what that leaves is then in the flash.
 */
class Flash {
 public:
  virtual ~Flash() = default;
  bool read(size_t at, Buffer out) { return load(at, out); }
  /** @param at where a sector begins */
  bool erase(size_t at);
  bool write(size_t at, Bytes bytes);

 protected:
  virtual bool load(size_t at, Buffer out) = 0;
  virtual bool store(size_t at, Bytes bytes) = 0;
  /** A sector or a page is next. */
  virtual WriteVerdict power() = 0;
  /** The power went in the middle of it. */
  virtual void cut() = 0;

 private:
  bool change(size_t at, Bytes bytes);
};

/** 4 MB, laid out as `esp32/partitions.csv` says. */
namespace layout {
constexpr size_t kOtaData = 0xe000;
constexpr size_t kSlots = 2;
constexpr size_t kSlotBytes = 0x1d0000;
constexpr size_t slot(size_t number) { return 0x20000 + number * kSlotBytes; }
constexpr size_t kFlashBytes = 0x400000;
}  // namespace layout

}  // namespace esplock::host
