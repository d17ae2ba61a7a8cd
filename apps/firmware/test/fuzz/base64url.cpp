#include "base/base64url.h"

#include "fuzz.h"

using namespace esplock;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  std::vector<uint8_t> out(size);
  const int length = decodeBase64url(input.text(), Buffer(out.data(), out.size()));
  HOLDS((length >= 0) == isBase64url(input.text(), 0, size));
  if (length < 0) return 0;
  // One spelling alone.
  std::vector<char> again(base64urlLength(static_cast<size_t>(length)) + 1);
  const size_t written = encodeBase64url(Bytes(out.data(), static_cast<size_t>(length)), again.data());
  HOLDS(Text(again.data(), written) == input.text());
  return 0;
}
