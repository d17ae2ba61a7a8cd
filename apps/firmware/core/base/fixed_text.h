#pragma once

#include "base/bytes.h"

namespace esplock {

/** A text of at most `Capacity` bytes, kept in place. */
template <size_t Capacity>
class FixedText {
 public:
  FixedText() = default;

  /** @returns false for a text that is too long; then nothing is changed */
  bool assign(Text text) {
    if (text.size() > Capacity) return false;
    // The text may be a part of this one.
    if (!text.empty()) std::memmove(chars_, text.data(), text.size());
    size_ = text.size();
    return true;
  }

  void clear() { size_ = 0; }
  Text view() const { return {chars_, size_}; }
  bool empty() const { return size_ == 0; }
  size_t size() const { return size_; }

  friend bool operator==(const FixedText& a, const FixedText& b) { return a.view() == b.view(); }
  friend bool operator!=(const FixedText& a, const FixedText& b) { return !(a == b); }

 private:
  char chars_[Capacity];
  size_t size_ = 0;
};

}  // namespace esplock
