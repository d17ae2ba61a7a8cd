#include "socket/frames.h"

#include "fuzz.h"

using namespace esplock;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  static JsonDocument document;
  RelayFrame frame;
  if (parseRelayFrame(input.chars(), size, document, frame) != Fault::none) return 0;
  if (frame.type == RelayFrame::Type::welcome) HOLDS(frame.keepAliveSeconds >= 1 && frame.keepAliveSeconds <= 300);
  else HOLDS(!frame.id.empty() && frame.id.size() <= 86);
  return 0;
}
