#include "jws/jws.h"

#include "base/base64url.h"
#include "base/json_shape.h"
#include "crypto/sha256.h"

namespace esplock {

Fault parseJws(char* text, size_t size, size_t maxBytes, Text typ, JsonDocument& document, Jws& into) {
  if (size > maxBytes) return Fault::tooLarge;
  const Text whole(text, size);
  const size_t first = whole.find('.');
  const size_t second = first == Text::npos ? first : whole.find('.', first + 1);
  if (second == Text::npos || whole.find('.', second + 1) != Text::npos) return Fault::notCompact;
  // Before anything is decoded in its place.
  sha256(Bytes(whole.substr(0, second)), into.hash);
  const auto decode = [&](size_t from, size_t to) {
    auto* const bytes = reinterpret_cast<uint8_t*>(text + from);
    return decodeBase64url(whole.substr(from, to - from), Buffer(bytes, to - from));
  };
  const int header = decode(0, first);
  const int payload = decode(first + 1, second);
  const int signature = decode(second + 1, size);
  if (header < 0 || payload < 0 || signature < 0) return Fault::notCanonical;
  if (header == 0 || payload == 0 || signature != sizeof into.signature) return Fault::notCompact;
  std::memcpy(into.signature, text + second + 1, sizeof into.signature);
  const Fault fault = document.parse(text, static_cast<size_t>(header), bounds::kHeaderBytes);
  if (fault != Fault::none) return fault;
  Shape shape(document, &document.root());
  shape.literal("alg", "ES256");
  shape.literal("typ", typ);
  shape.text("kid", into.kid);
  if (!shape.complete() || !isKid(into.kid)) return Fault::invalid;
  return document.parse(text + first + 1, static_cast<size_t>(payload), bounds::kClaimsBytes);
}

Fault verifyJws(const Jws& jws, const EcPublicKey& key) {
  if (!findKey(&key, 1, jws.kid)) return Fault::wrongKey;
  return verifyEs256(key, jws.hash, jws.signature) ? Fault::none : Fault::badSignature;
}

const EcPublicKey* findKey(const EcPublicKey* keys, size_t count, Text kid) {
  for (size_t each = 0; each < count; each++) {
    FixedText<kKidLength> own;
    thumbprint(keys[each], own);
    if (own.view() == kid) return &keys[each];
  }
  return nullptr;
}

}  // namespace esplock
