#include "command/compact_jwe.h"

#include "base/base64url.h"

namespace esplock {

Fault splitCompactJwe(char* jwe, size_t size, size_t maxBytes, Buffer header, CompactJwe& into) {
  if (size > maxBytes) return Fault::tooLarge;
  constexpr size_t kParts = 5;
  Text texts[kParts];
  size_t count = 0;
  for (Text rest(jwe, size);; count++) {
    if (count == kParts) return Fault::notCompact;
    const size_t dot = rest.find('.');
    texts[count] = rest.substr(0, dot);
    if (dot == Text::npos) break;
    rest.remove_prefix(dot + 1);
  }
  if (count != kParts - 1) return Fault::notCompact;
  if (texts[0].size() > base64urlLength(header.capacity)) return Fault::tooLarge;
  Bytes parts[kParts];
  for (size_t part = 0; part < kParts; part++) {
    const Text text = texts[part];
    const Buffer out = part == 0 ? header : Buffer(reinterpret_cast<uint8_t*>(jwe + (text.data() - jwe)), text.size());
    const int decoded = decodeBase64url(text, out);
    if (decoded < 0) return Fault::notCanonical;
    parts[part] = Bytes(out.data, static_cast<size_t>(decoded));
  }
  into.protectedText = texts[0];
  into.header = const_cast<uint8_t*>(parts[0].data);
  into.headerSize = parts[0].size;
  into.encryptedKey = parts[1];
  into.iv = parts[2];
  into.ciphertext = const_cast<uint8_t*>(parts[3].data);
  into.ciphertextSize = parts[3].size;
  into.tag = parts[4];
  const bool lengths = into.headerSize > 0 && into.ciphertextSize > 0 && into.iv.size == bounds::kIvBytes &&
                       into.tag.size == bounds::kTagBytes;
  return lengths ? Fault::none : Fault::notCompact;
}

}  // namespace esplock
