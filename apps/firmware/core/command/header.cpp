#include "command/header.h"

#include "base/json_shape.h"
#include "base/names.h"

namespace esplock {

Fault parseSealedCommand(char* jwe, size_t size, JweMemory memory, CompactJwe& parts, CommandHeader& header) {
  JsonDocument& document = memory.document;
  Fault fault = splitCompactJwe(jwe, size, bounds::kCommandBytes, memory.header, parts);
  if (fault != Fault::none) return fault;
  fault = document.parse(reinterpret_cast<char*>(parts.header), parts.headerSize, bounds::kHeaderBytes);
  if (fault != Fault::none) return fault;
  Shape shape(document, &document.root());
  shape.literal("alg", "RSA-OAEP-256");
  shape.literal("enc", "A256GCM");
  shape.literal("typ", "openlock-command+jwt");
  if (const JsonValue* cty = shape.optional("cty")) {
    header.isSigned = true;
    shape.check(cty->text() == "JWT", "cty");
  }
  shape.text("kid", header.kid);
  shape.text("aud", header.aud);
  shape.integer("iat", 0, bounds::kLastSecond, header.iat);
  shape.text("jti", header.jti);
  shape.check(isKid(header.kid) && isDoorId(header.aud) && isJti(header.jti), "kid, aud or jti");
  if (!shape.complete()) return Fault::invalid;
  if (!isEncryptedKeyLength(parts.encryptedKey.size)) return Fault::notCompact;
  // A JWS has its claims a third longer, and a header and a signature.
  const size_t max = header.isSigned ? bounds::kSignedBytes : bounds::kClaimsBytes;
  return parts.ciphertextSize > max ? Fault::tooLarge : Fault::none;
}

}  // namespace esplock
