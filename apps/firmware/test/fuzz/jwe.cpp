#include "command/header.h"
#include "fuzz.h"

using namespace esplock;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  static uint8_t decoded[kDecodedCommandBytes];
  static JsonDocument document;
  CompactJwe parts;
  CommandHeader header;
  if (parseSealedCommand(input.text(), decoded, document, parts, header) != Fault::none) return 0;
  HOLDS(parts.joined.data == decoded && parts.joined.size <= sizeof decoded);
  HOLDS(parts.ciphertextSize <= bounds::kClaimsBytes && header.iat >= 0);
  return 0;
}
