#include "registration/open_session.h"

#include "base/json_shape.h"
#include "command/open.h"

namespace esplock {

Fault openSession(char* jwe, size_t size, RsaKey& key, Random& random, JweMemory memory, DeviceSession& into) {
  JsonDocument& document = memory.document;
  CompactJwe parts;
  Fault fault = splitCompactJwe(jwe, size, bounds::kRegistrationBytes, memory.header, parts);
  if (fault != Fault::none) return fault;
  fault = document.parse(reinterpret_cast<char*>(parts.header), parts.headerSize, bounds::kHeaderBytes);
  if (fault != Fault::none) return fault;
  Shape header(document, &document.root());
  header.literal("alg", "RSA-OAEP-256");
  header.literal("enc", "A256GCM");
  header.literal("typ", "openlock-session+jwt");
  if (!header.complete()) return Fault::invalid;
  if (!isEncryptedKeyLength(parts.encryptedKey.size)) return Fault::notCompact;
  if (!rsaDecrypt(parts, key, random)) return Fault::undecryptable;
  fault = document.parse(reinterpret_cast<char*>(parts.ciphertext), parts.ciphertextSize, bounds::kClaimsBytes);
  if (fault != Fault::none) return fault;
  Shape claims(document, &document.root());
  Text token;
  claims.text("token", token);
  claims.integer("expiresAt", 0, bounds::kLastMs, into.expiresAt);
  // Visible ASCII alone: a line break would end a header.
  if (!claims.complete() || !isVisibleAscii(token, 16, 2048)) return Fault::invalid;
  into.token.assign(token);
  return Fault::none;
}

}  // namespace esplock
