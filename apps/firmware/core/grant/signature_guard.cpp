#include "grant/signature_guard.h"

#include "crypto/sha256.h"

namespace esplock {

const char* SignatureGuard::refuse(const OpenedCommand& command, int64_t openUntil, JsonDocument& document) {
  return command.claims.grant.empty() ? refuseOwner(command) : refuseGrant(command, openUntil, document);
}

const char* SignatureGuard::refuseOwner(const OpenedCommand& command) {
  const EcPublicKey* owner = ownerKey(command.jws.kid);
  if (!owner) return "no-owner";
  if (verifyJws(command.jws, *owner) != Fault::none) return "bad-signature";
  const bool revoked = revocations_.isRevoked(Revocations::Kind::kid, command.jws.kid, clock_.nowSeconds());
  return revoked ? "revoked" : nullptr;
}

const char* SignatureGuard::refuseGrant(const OpenedCommand& command, int64_t openUntil, JsonDocument& document) {
  const Text text = command.claims.grant;
  uint8_t hash[kHashBytes];
  sha256(Bytes(text), hash);
  if (parseGrant(writable(text), text.size(), document, grant_) != Fault::none) return "no-grant";
  // Also of one that is remembered: its owner may have been taken off the list since.
  const EcPublicKey* owner = ownerKey(grant_.jws.kid);
  if (!owner) return "no-grant";
  if (!isRemembered(hash) && verifyJws(grant_.jws, *owner) != Fault::none) return "no-grant";
  remember(hash);
  const Fault signer = verifyJws(command.jws, grant_.key);
  if (signer != Fault::none) return signer == Fault::wrongKey ? "other-key" : "bad-signature";
  const int64_t now = clock_.nowSeconds();
  const bool revoked = revocations_.isRevoked(Revocations::Kind::jti, grant_.jti, now) ||
                       revocations_.isRevoked(Revocations::Kind::kid, command.jws.kid, now) ||
                       revocations_.isRevoked(Revocations::Kind::kid, grant_.jws.kid, now);
  if (revoked) return "revoked";
  const auto& door = settings_.current().doorId;
  return refuseByGrant(grant_, {door ? door->view() : Text(), command.claims.command, openUntil, now});
}

const EcPublicKey* SignatureGuard::ownerKey(Text kid) const {
  const auto& owners = settings_.current().ownerKeys;
  return owners ? findKey(owners->keys, owners->count, kid) : nullptr;
}

bool SignatureGuard::isRemembered(const uint8_t (&hash)[32]) {
  for (size_t each = 0; each < rememberedCount_; each++) {
    if (Bytes(remembered_[each]) == Bytes(hash)) return true;
  }
  return false;
}

void SignatureGuard::remember(const uint8_t (&hash)[32]) {
  size_t at = 0;
  while (at < rememberedCount_ && !(Bytes(remembered_[at]) == Bytes(hash))) at++;
  if (at == rememberedCount_ && rememberedCount_ < kRemembered) rememberedCount_++;
  if (at == kRemembered) at--;
  // Those that were used since it was make room at the front.
  std::memmove(remembered_ + 1, remembered_, at * sizeof remembered_[0]);
  std::memcpy(remembered_[0], hash, sizeof remembered_[0]);
}

}  // namespace esplock
