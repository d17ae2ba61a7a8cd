#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace esplock {

/** Text as it is passed around: never owned, never ended by a zero. */
using Text = std::string_view;

/** Bytes that belong to somebody else. */
struct Bytes {
  const uint8_t* data = nullptr;
  size_t size = 0;

  Bytes() = default;
  Bytes(const uint8_t* data, size_t size) : data(data), size(size) {}
  explicit Bytes(Text text) : data(reinterpret_cast<const uint8_t*>(text.data())), size(text.size()) {}
  template <size_t N>
  Bytes(const uint8_t (&array)[N]) : data(array), size(N) {}

  Text text() const { return {reinterpret_cast<const char*>(data), size}; }
};

inline bool operator==(Bytes a, Bytes b) {
  return a.size == b.size && (a.size == 0 || std::memcmp(a.data, b.data, a.size) == 0);
}

/** Bytes of somebody else that are written to. */
struct Buffer {
  uint8_t* data = nullptr;
  size_t capacity = 0;

  Buffer(uint8_t* data, size_t capacity) : data(data), capacity(capacity) {}
  template <size_t N>
  Buffer(uint8_t (&array)[N]) : data(array), capacity(N) {}
};

}  // namespace esplock
