#include "command/open.h"

#include "base/fixed_text.h"
#include "crypto/aes_gcm.h"
#include "crypto/sha256.h"

namespace esplock {

bool rsaDecrypt(CompactJwe& parts, RsaKey& key, Random& random) {
  uint8_t contentKey[kAesKeyBytes];
  uint8_t decrypted[RsaKey::kModulusMax];
  const int size = key.decryptOaep(parts.encryptedKey, decrypted, random);
  bool opened = size == static_cast<int>(kAesKeyBytes);
  if (opened) {
    std::memcpy(contentKey, decrypted, sizeof contentKey);
    opened = gcmDecrypt(contentKey, parts.iv, Bytes(parts.protectedText),
                        Bytes(parts.ciphertext, parts.ciphertextSize), parts.tag, parts.ciphertext);
  }
  wipe(contentKey, sizeof contentKey);
  wipe(decrypted, sizeof decrypted);
  return opened;
}

Fault openCommand(char* jwe, size_t size, Text door, RsaKey& key, Random& random, JweMemory memory,
                  OpenedCommand& into) {
  CompactJwe parts;
  CommandHeader header;
  JsonDocument& document = memory.document;
  const Fault parsed = parseSealedCommand(jwe, size, memory, parts, header);
  if (parsed != Fault::none) return parsed;
  if (header.kid != key.kid()) return Fault::wrongKey;
  if (header.aud != door) return Fault::wrongDoor;
  if (!rsaDecrypt(parts, key, random)) return Fault::undecryptable;
  // The header's texts stay where they were decoded; its values make room for those of the claims.
  char* const plaintext = reinterpret_cast<char*>(parts.ciphertext);
  into.by = header.isSigned ? Authority::signature : Authority::password;
  const Fault fault =
      header.isSigned
          ? parseJws(plaintext, parts.ciphertextSize, bounds::kSignedBytes, "openlock-signed+jwt", document, into.jws)
          : document.parse(plaintext, parts.ciphertextSize, bounds::kClaimsBytes);
  if (fault != Fault::none) return fault;
  const Fault unfit = parseClaims(document, into.by, into.claims);
  if (unfit != Fault::none) return unfit;
  const CommandClaims& claims = into.claims;
  const bool same = claims.aud == header.aud && claims.iat == header.iat && claims.jti == header.jti;
  return same ? Fault::none : Fault::headerMismatch;
}

}  // namespace esplock
