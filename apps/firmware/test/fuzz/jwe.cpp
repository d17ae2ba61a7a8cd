#include "command/header.h"
#include "fuzz.h"

using namespace esplock;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  static uint8_t decoded[bounds::kHeaderBytes];
  static JsonDocument document;
  CompactJwe parts;
  CommandHeader header;
  if (parseSealedCommand(input.chars(), size, {decoded, document}, parts, header) != Fault::none) return 0;
  HOLDS(parts.header == decoded && parts.headerSize <= sizeof decoded);
  HOLDS(parts.ciphertext > reinterpret_cast<uint8_t*>(input.chars()) && parts.tag.data + parts.tag.size < reinterpret_cast<uint8_t*>(input.chars()) + size);
  HOLDS(parts.ciphertextSize <= bounds::kClaimsBytes && header.iat >= 0);
  return 0;
}
