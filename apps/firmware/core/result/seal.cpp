#include "result/seal.h"

#include "base/base64url.h"
#include "base/bounds.h"
#include "crypto/aes_gcm.h"

namespace esplock {
namespace {

/** base64url of {"alg":"dir","enc":"A256GCM","typ":"openlock-result+jwt"} */
constexpr Text kProtected =
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwidHlwIjoib3BlbmxvY2stcmVzdWx0K2p3dCJ9";

}  // namespace

size_t sealResult(const uint8_t (&reply)[32], Buffer claims, Random& random, char* out, size_t capacity) {
  const size_t length = kProtected.size() + 2 + base64urlLength(bounds::kIvBytes) + 1 +
                        base64urlLength(claims.capacity) + 1 + base64urlLength(bounds::kTagBytes);
  if (length > capacity || length > bounds::kResultBytes) return 0;
  uint8_t iv[bounds::kIvBytes];
  uint8_t tag[bounds::kTagBytes];
  random.fill(iv);
  const Bytes plaintext(claims.data, claims.capacity);
  if (!gcmEncrypt(reply, iv, Bytes(kProtected), plaintext, claims.data, tag)) return 0;
  char* at = out;
  std::memcpy(at, kProtected.data(), kProtected.size());
  at += kProtected.size();
  *at++ = '.';
  *at++ = '.';
  at += encodeBase64url(iv, at);
  *at++ = '.';
  at += encodeBase64url(Bytes(claims.data, claims.capacity), at);
  *at++ = '.';
  at += encodeBase64url(tag, at);
  return static_cast<size_t>(at - out);
}

}  // namespace esplock
