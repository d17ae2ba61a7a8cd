#include "crypto/password_hash.h"

#include "crypto/compat.h"
#include "crypto/sha256.h"

namespace esplock {
namespace {

/** As many as an ESP32 does in about a tenth of a second. */
constexpr uint32_t kIterations = 2'000;
constexpr uint32_t kIterationsMax = 100'000;

bool derive(Text password, const PasswordHash& parameters, uint8_t (&out)[PasswordHash::kHashBytes]) {
  const uint8_t* count = parameters.bytes + PasswordHash::kSaltBytes;
  const uint32_t iterations = (uint32_t{count[0]} << 24) | (uint32_t{count[1]} << 16) | (uint32_t{count[2]} << 8) |
                              count[3];
  if (iterations == 0 || iterations > kIterationsMax) return false;
  const Bytes salt(parameters.bytes, PasswordHash::kSaltBytes);
  return compat::pbkdf2Sha256(Bytes(password), salt, iterations, out, sizeof out) == 0;
}

void setIterations(PasswordHash& hash) {
  for (int byte = 0; byte < 4; byte++) {
    hash.bytes[PasswordHash::kSaltBytes + byte] = static_cast<uint8_t>(kIterations >> (24 - 8 * byte));
  }
}

}  // namespace

bool hashPassword(Text password, Random& random, PasswordHash& into) {
  random.fill(Buffer(into.bytes, PasswordHash::kSaltBytes));
  setIterations(into);
  uint8_t hash[PasswordHash::kHashBytes];
  if (!derive(password, into, hash)) return false;
  std::memcpy(into.bytes + PasswordHash::kSaltBytes + 4, hash, sizeof hash);
  wipe(hash, sizeof hash);
  return true;
}

bool verifyPassword(const PasswordHash* stored, Text password) {
  PasswordHash nobody{};
  setIterations(nobody);
  const PasswordHash& against = stored ? *stored : nobody;
  uint8_t hash[PasswordHash::kHashBytes];
  const bool derived = derive(password, against, hash);
  const Bytes expected(against.bytes + PasswordHash::kSaltBytes + 4, PasswordHash::kHashBytes);
  const bool equal = equalInConstantTime(hash, expected);
  wipe(hash, sizeof hash);
  return stored != nullptr && derived && equal;
}

}  // namespace esplock
