#include "command/compact_jwe.h"

#include "base/base64url.h"

namespace esplock {

Fault splitCompactJwe(Text jwe, size_t maxBytes, Buffer buffer, CompactJwe& into) {
  if (jwe.size() > maxBytes) return Fault::tooLarge;
  constexpr size_t kParts = 5;
  Text texts[kParts];
  size_t count = 0;
  for (Text rest = jwe;; count++) {
    if (count == kParts) return Fault::notCompact;
    const size_t dot = rest.find('.');
    texts[count] = rest.substr(0, dot);
    if (dot == Text::npos) break;
    rest.remove_prefix(dot + 1);
  }
  if (count != kParts - 1) return Fault::notCompact;
  Bytes parts[kParts];
  size_t used = 0;
  for (size_t part = 0; part < kParts; part++) {
    uint8_t* const start = buffer.data + used;
    const int size = decodeBase64url(texts[part], Buffer(start, buffer.capacity - used));
    if (size < 0) return Fault::notCanonical;
    parts[part] = Bytes(start, static_cast<size_t>(size));
    used += static_cast<size_t>(size);
  }
  into.protectedText = texts[0];
  into.header = const_cast<uint8_t*>(parts[0].data);
  into.headerSize = parts[0].size;
  into.encryptedKey = parts[1];
  into.iv = parts[2];
  into.ciphertext = const_cast<uint8_t*>(parts[3].data);
  into.ciphertextSize = parts[3].size;
  into.tag = parts[4];
  into.joined = Bytes(buffer.data, used);
  const bool lengths = into.headerSize > 0 && into.ciphertextSize > 0 && into.iv.size == bounds::kIvBytes &&
                       into.tag.size == bounds::kTagBytes;
  return lengths ? Fault::none : Fault::notCompact;
}

}  // namespace esplock
