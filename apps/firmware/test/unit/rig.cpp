#include "rig.h"

#include <doctest/doctest.h>

#include "base/base64url.h"
#include "crypto/aes_gcm.h"
#include "crypto/compat.h"

namespace esplock::test {
namespace {

std::string encode(const std::string& bytes) {
  std::string text(base64urlLength(bytes.size()), 0);
  text.resize(encodeBase64url(Bytes(Text(bytes)), text.data()));
  return text;
}

std::string randomBytes(size_t size) {
  std::string bytes(size, 0);
  TestRandom random;
  random.fill(Buffer(reinterpret_cast<uint8_t*>(bytes.data()), size));
  return bytes;
}

constexpr uint8_t kReply[32] = {1, 2, 3, 4, 5, 6, 7, 8};

/** RSA-OAEP-256 to the device's public half, as a client knows it. */
std::string encryptKey(const std::string& modulus, const std::string& contentKey) {
  mbedtls_pk_context pk;
  mbedtls_pk_init(&pk);
  REQUIRE(mbedtls_pk_setup(&pk, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA)) == 0);
  mbedtls_rsa_context* rsa = mbedtls_pk_rsa(pk);
  const std::string n = decode(modulus);
  constexpr uint8_t kExponent[] = {1, 0, 1};
  REQUIRE(mbedtls_rsa_import_raw(rsa, reinterpret_cast<const uint8_t*>(n.data()), n.size(), nullptr, 0, nullptr, 0,
                                 nullptr, 0, kExponent, sizeof kExponent) == 0);
  REQUIRE(mbedtls_rsa_complete(rsa) == 0);
  compat::initOaepSha256(rsa);
  TestRandom random;
  std::string sealed(n.size(), 0);
  REQUIRE(compat::oaepEncrypt(rsa, fillRandom, &random, Bytes(Text(contentKey)),
                              reinterpret_cast<uint8_t*>(sealed.data())) == 0);
  mbedtls_pk_free(&pk);
  return sealed;
}

}  // namespace

Boot::Boot(FakeChip& power) : chip(power) {
  importTestKey("test-only-device-key", key);
}

void Boot::pass(int64_t ms) {
  for (int64_t left = ms; left > 0; left -= 100) {
    chip.uptime += std::min<int64_t>(left, 100);
    lock.poll();
    offlineGuard.poll();
    sensors.poll();
    led.poll();
    clock.poll();
  }
}

void setUp(Boot& boot) {
  SettingsChange change;
  change.settings.doorId.emplace().assign(kDoor);
  change.settings.wifi.emplace().ssid.assign("home");
  change.password.emplace().assign("correct horse");
  change.atCable = true;
  REQUIRE(boot.settings.apply(change).ok);
  boot.clock.setFromRelay(kNow * 1000);
  boot.offlineGuard.online();
}

std::string seal(Boot& boot, const Command& command) {
  const std::string jti = command.jti.empty() ? encode(randomBytes(16)) : command.jti;
  const int64_t iat = command.iat == 0 ? boot.clock.nowSeconds() : command.iat;
  const int64_t exp = command.exp == 0 ? iat + 20 : command.exp;
  const Json header = {{"alg", "RSA-OAEP-256"}, {"enc", "A256GCM"}, {"typ", "openlock-command+jwt"},
                       {"kid", std::string(boot.key.kid())}, {"aud", kDoor}, {"iat", iat}, {"jti", jti}};
  Json claims = {{"aud", kDoor}, {"iat", iat}, {"jti", jti}, {"exp", exp}, {"boot", command.boot},
                 {"command", command.command}, {"password", command.password},
                 {"reply", encode(std::string(reinterpret_cast<const char*>(kReply), sizeof kReply))}};
  if (!command.args.is_null()) claims["args"] = command.args;
  const std::string contentKey = randomBytes(kAesKeyBytes);
  const std::string head = encode(header.dump());
  std::string body = claims.dump();
  const std::string iv = randomBytes(12);
  uint8_t key[kAesKeyBytes];
  uint8_t tag[16];
  std::memcpy(key, contentKey.data(), sizeof key);
  REQUIRE(gcmEncrypt(key, Bytes(Text(iv)), Bytes(Text(head)), Bytes(Text(body)),
                     reinterpret_cast<uint8_t*>(body.data()), tag));
  return head + "." + encode(encryptKey(std::string(boot.key.modulus()), contentKey)) + "." + encode(iv) + "." +
         encode(body) + "." + encode(std::string(reinterpret_cast<char*>(tag), sizeof tag));
}

Json send(Boot& boot, Command command) {
  std::string sealed = seal(boot, command);
  const Answer answer = boot.commands.processCommand(sealed.data(), sealed.size());
  // Whatever came of it, the password is not left where it was opened.
  CHECK(sealed == std::string(sealed.size(), '\0'));
  if (answer.jwe.empty()) return nullptr;
  std::string jwe(answer.jwe);
  uint8_t header[bounds::kHeaderBytes];
  CompactJwe parts;
  REQUIRE(splitCompactJwe(jwe.data(), jwe.size(), bounds::kResultBytes, header, parts) == Fault::none);
  REQUIRE(gcmDecrypt(kReply, parts.iv, Bytes(parts.protectedText), Bytes(parts.ciphertext, parts.ciphertextSize),
                     parts.tag, parts.ciphertext));
  const Json claims = Json::parse(Text(reinterpret_cast<char*>(parts.ciphertext), parts.ciphertextSize));
  CHECK(claims["code"] == answer.code);
  return claims;
}

std::string errorOf(Boot& boot, Command command) { return send(boot, std::move(command)).value("error", "none"); }

}  // namespace esplock::test
