#pragma once

#include <cstdlib>
#include <vector>

#include "base/bytes.h"

/** What a property that must hold always is tried with. */
#define HOLDS(condition) \
  do {                   \
    if (!(condition)) std::abort(); \
  } while (false)

namespace esplock::fuzz {

/** The input in memory of exactly its size, so that a sanitizer sees every byte beyond. */
struct Input {
  Input(const uint8_t* data, size_t size) : bytes(data, data + size) {}
  char* chars() { return reinterpret_cast<char*>(bytes.data()); }
  Text text() { return {chars(), bytes.size()}; }
  std::vector<uint8_t> bytes;
};

}  // namespace esplock::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
