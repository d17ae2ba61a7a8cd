// Every file of packages/protocol/vectors, through the core. What only a relay or a client reads is left out, and named.

#include "vectors.h"

#include <doctest/doctest.h>

#include "base/base64url.h"
#include "base/json.h"
#include "base/json_writer.h"
#include "base/names.h"
#include "command/command.h"
#include "command/open.h"
#include "crypto/aes_gcm.h"
#include "crypto/ec_key.h"
#include "crypto/sha256.h"
#include "led/led.h"
#include "registration/register.h"
#include "result/seal.h"
#include "serial/requests.h"
#include "settings/secure_store.h"
#include "settings/settings.h"
#include "socket/frames.h"

namespace esplock::test {
namespace {

/** What the core says of a case, held against what the file says. */
void expectFault(const Json& test, Fault fault) {
  INFO(nameOf(test));
  if (test.contains("error")) CHECK(std::string(esplock::nameOf(fault)) == test["error"]);
  else CHECK(std::string(esplock::nameOf(fault)) == "none");
}

void expectTaken(const Json& test, bool taken) {
  INFO(nameOf(test));
  CHECK(taken == !test.contains("error"));
}

/** The document as an ordinary parser would give it. */
Json toJson(const JsonDocument& document, const JsonValue& value) {
  switch (value.type) {
    case JsonType::null: return nullptr;
    case JsonType::boolean: return value.truth();
    case JsonType::integer: return value.integer();
    case JsonType::number: return "a number";
    case JsonType::text: return std::string(value.text());
    case JsonType::array: {
      Json list = Json::array();
      for (auto* each = document.first(value); each; each = document.next(*each)) list.push_back(toJson(document, *each));
      return list;
    }
    case JsonType::object: break;
  }
  Json object = Json::object();
  for (auto* each = document.first(value); each; each = document.next(*each)) {
    object[std::string(each->name)] = toJson(document, *each);
  }
  return object;
}

/** JSON that the core has parsed; its texts lie in here. */
struct Parsed {
  explicit Parsed(const Json& value) : text(value.dump()) {
    fault = document.parse(text.data(), text.size(), 64 * 1024);
  }
  std::string text;
  JsonDocument document;
  Fault fault;
};

bool isText(const Json& test, bool (*fits)(Text)) {
  return test["value"].is_string() && fits(test["value"].get_ref<const std::string&>());
}

bool isInteger(const Json& test, int64_t max) {
  Parsed parsed(Json{{"value", test["value"]}});
  Shape shape(parsed.document, &parsed.document.root());
  int64_t value = 0;
  shape.integer("value", 0, max, value);
  return shape.complete();
}

}  // namespace

std::string decode(const std::string& base64url) {
  std::string bytes(base64url.size(), 0);
  const int size = decodeBase64url(base64url, Buffer(reinterpret_cast<uint8_t*>(bytes.data()), bytes.size()));
  REQUIRE(size >= 0);
  bytes.resize(static_cast<size_t>(size));
  return bytes;
}

void importTestKey(const std::string& file, RsaKey& into) {
  const Json jwk = vectors(file)["jwk"];
  mbedtls_pk_context pk;
  mbedtls_pk_init(&pk);
  REQUIRE(mbedtls_pk_setup(&pk, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA)) == 0);
  const auto part = [&](const char* name) { return decode(jwk[name]); };
  const std::string n = part("n"), p = part("p"), q = part("q"), d = part("d"), e = part("e");
  const auto raw = [](const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); };
  mbedtls_rsa_context* rsa = mbedtls_pk_rsa(pk);
  REQUIRE(mbedtls_rsa_import_raw(rsa, raw(n), n.size(), raw(p), p.size(), raw(q), q.size(), raw(d), d.size(), raw(e),
                                 e.size()) == 0);
  REQUIRE(mbedtls_rsa_complete(rsa) == 0);
  uint8_t der[RsaKey::kDerMax];
  const int size = mbedtls_pk_write_key_der(&pk, der, sizeof der);
  REQUIRE(size > 0);
  TestRandom random;
  REQUIRE(into.import(Bytes(der + sizeof der - size, static_cast<size_t>(size)), random));
  mbedtls_pk_free(&pk);
}

TEST_CASE("base64url.json") {
  const Json file = vectors("base64url");
  for (const Json& test : file["cases"]) {
    INFO(nameOf(test));
    const std::string text = test["text"];
    uint8_t bytes[1024];
    const int size = decodeBase64url(text, bytes);
    CHECK((size < 0) == test.contains("error"));
    CHECK(isBase64url(text, 0, sizeof bytes) == !test.contains("error"));
    if (size < 0) continue;
    std::string hex;
    for (int at = 0; at < size; at++) {
      char digits[3];
      std::snprintf(digits, sizeof digits, "%02x", bytes[at]);
      hex += digits;
    }
    CHECK(hex == test["hex"]);
    char again[2048];
    CHECK(Text(again, encodeBase64url(Bytes(bytes, static_cast<size_t>(size)), again)) == text);
  }
}

TEST_CASE("strict-json.json") {
  const Json file = vectors("strict-json");
  for (const Json& test : file["cases"]) {
    std::string text = test.contains("bytes") ? decode(test["bytes"]) : test["text"].get<std::string>();
    JsonDocument document;
    const Fault fault = document.parse(text.data(), text.size(), test["maxBytes"]);
    expectFault(test, fault);
    if (fault == Fault::none) CHECK(toJson(document, document.root()) == test["value"]);
  }
}

TEST_CASE("names.json") {
  const Json file = vectors("names");
  for (const Json& test : file["cases"]) {
    const std::string type = test["type"];
    if (type == "DoorId") expectTaken(test, isText(test, isDoorId));
    else if (type == "Uid") expectTaken(test, isText(test, isUid));
    else if (type == "Kid") expectTaken(test, isText(test, isKid));
    else if (type == "Jti") expectTaken(test, isText(test, isJti));
    else if (type == "BootNonce") expectTaken(test, isText(test, isBootNonce));
    else if (type == "Seconds") expectTaken(test, isInteger(test, bounds::kLastSecond));
    else if (type == "Milliseconds") expectTaken(test, isInteger(test, bounds::kLastMs));
    else FAIL("an unknown type: " << type);
  }
}

TEST_CASE("claim-codes.json") {
  const Json file = vectors("claim-codes");
  for (const Json& test : file["cases"]) expectTaken(test, isText(test, isClaimCode));
}

TEST_CASE("thumbprints.json: keys on P-256, and the test device's own") {
  const Json file = vectors("thumbprints");
  for (const Json& test : file["cases"]) {
    if (test["jwk"].value("kty", "") != "EC") continue;
    Parsed parsed(test["jwk"]);
    EcPublicKey key;
    const bool taken = parseEcJwk(parsed.document, &parsed.document.root(), key);
    expectTaken(test, taken);
    if (!taken) continue;
    FixedText<kKidLength> kid;
    thumbprint(key, kid);
    CHECK(kid.view() == test["kid"].get<std::string>());
  }
  RsaKey device;
  importTestKey("test-only-device-key", device);
  CHECK(device.kid() == vectors("commands")["device"]["kid"].get<std::string>());
}

TEST_CASE("commands.json") {
  const Json file = vectors("commands");
  RsaKey key;
  importTestKey("test-only-device-key", key);
  TestRandom random;
  const std::string door = file["device"]["door"];
  uint8_t decoded[bounds::kHeaderBytes];
  auto document = std::make_unique<JsonDocument>();
  const JweMemory memory{decoded, *document};
  for (const Json& test : file["cases"]) {
    INFO(nameOf(test));
    std::string jwe = test["jwe"];
    CompactJwe parts;
    CommandHeader header;
    const Fault parsed = parseSealedCommand(jwe.data(), jwe.size(), memory, parts, header);
    // What only the private key can find out passes everybody on the way.
    CHECK((parsed == Fault::none) == (test.value("at", "open") == "open"));
    if (test.contains("sha256")) {
      uint8_t hash[kHashBytes];
      std::string joined;
      for (const Bytes part : {Bytes(parts.header, parts.headerSize), parts.encryptedKey, parts.iv,
                               Bytes(parts.ciphertext, parts.ciphertextSize), parts.tag}) {
        joined += part.text();
      }
      sha256(Bytes(Text(joined)), hash);
      char text[64];
      CHECK(Text(text, encodeBase64url(hash, text)) == test["sha256"].get<std::string>());
    }
    OpenedCommand opened;
    jwe = test["jwe"];
    const Fault fault = openCommand(jwe.data(), jwe.size(), door, key, random, memory, opened);
    expectFault(test, fault);
    if (fault == Fault::none) CHECK(toJson(*document, document->root()) == test["claims"]);
  }
}

TEST_CASE("command-arguments.json") {
  const Json file = vectors("command-arguments");
  for (const Json& test : file["cases"]) {
    INFO(test.dump());
    Parsed parsed(test.contains("args") ? test["args"] : Json::object());
    const std::string name = test["command"];
    Command command;
    SettingsChange change;
    const JsonValue* args = test.contains("args") ? &parsed.document.root() : nullptr;
    const DeviceError error = parseCommand(parsed.document, name, args, command, change);
    CHECK(std::string(esplock::nameOf(error)) == test.value("error", "none"));
  }
}

TEST_CASE("results.json: what the device seals opens as the vectors do") {
  // To open results is the client's; what is sealed here is opened with the same header and key.
  const Json file = vectors("results");
  const std::string reply = decode(file["reply"]);
  uint8_t key[kAesKeyBytes];
  std::memcpy(key, reply.data(), sizeof key);
  for (const Json& test : file["cases"]) {
    if (test.contains("error")) continue;
    INFO(nameOf(test));
    std::string claims = test["claims"].dump();
    const std::string plain = claims;
    TestRandom random;
    char jwe[8192];
    const size_t size = sealResult(key, Buffer(reinterpret_cast<uint8_t*>(claims.data()), claims.size()), random, jwe,
                                   sizeof jwe);
    const std::string expected = test["jwe"];
    REQUIRE(size == expected.size());
    CHECK(Text(jwe, expected.find('.')) == Text(expected).substr(0, expected.find('.')));
    uint8_t header[bounds::kHeaderBytes];
    CompactJwe parts;
    REQUIRE(splitCompactJwe(jwe, size, bounds::kResultBytes, header, parts) == Fault::none);
    CHECK(parts.encryptedKey.size == 0);
    REQUIRE(gcmDecrypt(key, parts.iv, Bytes(parts.protectedText), Bytes(parts.ciphertext, parts.ciphertextSize),
                       parts.tag, parts.ciphertext));
    CHECK(Text(reinterpret_cast<char*>(parts.ciphertext), parts.ciphertextSize) == plain);
  }
}

TEST_CASE("sessions.json") {
  const Json file = vectors("sessions");
  RsaKey key;
  importTestKey("test-only-device-key", key);
  TestRandom random;
  for (const Json& test : file["cases"]) {
    uint8_t header[bounds::kHeaderBytes];
    JsonDocument document;
    DeviceSession session;
    std::string jwe = test["jwe"];
    const Fault fault = openSession(jwe.data(), jwe.size(), key, random, {header, document}, session);
    expectFault(test, fault);
    if (fault != Fault::none) continue;
    CHECK(session.token.view() == test["session"]["token"].get<std::string>());
    CHECK(session.expiresAt == test["session"]["expiresAt"].get<int64_t>());
  }
}

TEST_CASE("settings.json") {
  const Json file = vectors("settings");
  for (const Json& test : file["cases"]) {
    Parsed parsed(test["settings"]);
    REQUIRE(parsed.fault == Fault::none);
    SettingsChange change;
    Text where;
    const bool taken = parseSettings(parsed.document, &parsed.document.root(), change, where);
    expectTaken(test, taken);
    if (!taken) continue;
    // What is written can be read, and is the same, the password apart.
    char json[SecureStore::kValueMax];
    JsonWriter out(json, sizeof json);
    out.beginObject();
    writeSettings(out, change.settings);
    out.endObject();
    REQUIRE(out.ok());
    Json expected = test["settings"];
    expected.erase("password");
    CHECK(nlohmann::json::parse(out.view()) == nlohmann::json(expected));
  }
}

TEST_CASE("a certificate that ends where it begins is none") {
  Parsed parsed(Json{{"server", {{"url", "https://relay.example"}, {"ca", "-----BEGIN CERTIFICATE-----\n"}}}});
  SettingsChange change;
  Text where;
  CHECK(!parseSettings(parsed.document, &parsed.document.root(), change, where));
  CHECK(where == "server");
}

TEST_CASE("frames.json: frames from the relay") {
  const Json file = vectors("frames");
  for (const Json& test : file["cases"]) {
    if (test["from"] != "relay") continue;
    std::string text = test["text"];
    JsonDocument document;
    RelayFrame frame;
    expectFault(test, parseRelayFrame(text.data(), text.size(), document, frame));
  }
}

TEST_CASE("serial.json: requests and their parameters") {
  const Json file = vectors("serial");
  for (const Json& test : file["cases"]) {
    if (test["kind"] == "request") {
      std::string line = test["line"];
      JsonDocument document;
      SerialRequest request;
      expectFault(test, parseSerialRequest(line.data(), line.size(), document, request));
    } else if (test["kind"] == "params") {
      Parsed parsed(test["params"]);
      const JsonValue* params = &parsed.document.root();
      SettingsChange change;
      Text password, where;
      if (test["method"] == "device.info") expectTaken(test, parseInfoParams(parsed.document, params));
      else if (test["method"] == "device.reset") expectTaken(test, parseResetParams(parsed.document, params, password));
      else expectTaken(test, parseConfigureParams(parsed.document, params, change, password, where));
    }
  }
}

TEST_CASE("http.json: the answer to a registration") {
  const Json file = vectors("http");
  RsaKey key;
  importTestKey("test-only-device-key", key);
  const std::string session = vectors("sessions")["cases"][0]["jwe"];
  TestRandom random;
  for (const Json& test : file["cases"]) {
    if (test["kind"] != "registration-response") continue;
    // The file's session is no JWE that opens: one that does stands for it.
    std::string body = test["body"];
    const size_t at = body.find("eyJ9.AA.AA.AA.AA");
    REQUIRE(at != std::string::npos);
    body.replace(at, 16, session);
    uint8_t header[bounds::kHeaderBytes];
    JsonDocument document;
    RegistrationAnswer answer;
    expectFault(test, parseRegistrationAnswer(body.data(), body.size(), key, random, {header, document}, answer));
  }
}

TEST_CASE("led.json") {
  const Json file = vectors("led");
  size_t count = 0;
  for (const Json& test : file["cases"]) {
    bool found = false;
    for (int each = 1; each < static_cast<int>(LedEvent::identify); each++) {
      const LedPattern& pattern = patternOf(static_cast<LedEvent>(each));
      if (test["event"] != pattern.name) continue;
      found = true;
      count++;
      CHECK(test["colour"] == pattern.colour);
      CHECK(test["blinks"] == pattern.blinks);
      CHECK(test["ms"] == pattern.ms);
      CHECK(test["repeating"] == pattern.repeating);
    }
    INFO(test.dump());
    CHECK(found);
  }
  CHECK(count == static_cast<size_t>(LedEvent::identify) - 1);
}

TEST_CASE("constants.json") {
  const Json file = vectors("constants");
  const Json limits = file["bounds"];
  CHECK(limits["commandBytes"] == bounds::kCommandBytes);
  CHECK(limits["claimsBytes"] == bounds::kClaimsBytes);
  CHECK(limits["headerBytes"] == bounds::kHeaderBytes);
  CHECK(limits["jsonDepth"] == bounds::kJsonDepth);
  CHECK(limits["resultBytes"] == bounds::kResultBytes);
  CHECK(limits["frameBytes"] == bounds::kFrameBytes);
  CHECK(limits["serialLineBytes"] == bounds::kSerialLineBytes);
  CHECK(limits["registrationBytes"] == bounds::kRegistrationBytes);
  CHECK(limits["clockSkewSeconds"] == bounds::kClockSkewSeconds);
  CHECK(limits["commandLifetimeSeconds"] == bounds::kCommandLifetimeSeconds);
  CHECK(limits["jtiMemorySeconds"].get<int64_t>() * 1000 == bounds::kJtiMemoryMs);
  CHECK(limits["silenceSeconds"].get<int64_t>() * 1000 == bounds::kSilenceMs);
  CHECK(limits["unlockSecondsMax"] == bounds::kUnlockSecondsMax);
  CHECK(limits["wifiTurnSeconds"].get<int64_t>() * 1000 == bounds::kWifiTurnMs);
  CHECK(limits["wifiTurnJoins"] == bounds::kWifiTurnJoins);
  const Json codes = file["close"];
  CHECK(codes["replaced"] == closeCode::kReplaced);
  CHECK(codes["sessionExpired"] == closeCode::kSessionExpired);
  CHECK(codes["removed"] == closeCode::kRemoved);
  CHECK(codes["protocolError"] == closeCode::kProtocolError);
  CHECK(codes["goingAway"] == closeCode::kGoingAway);
  CHECK(codes["tooLarge"] == closeCode::kTooLarge);
  CHECK(limits["signedBytes"] == bounds::kSignedBytes);
  CHECK(limits["grantBytes"] == bounds::kGrantBytes);
  CHECK(limits["grantLifetimeSeconds"] == bounds::kGrantLifetimeSeconds);
  CHECK(limits["scheduleEntries"] == bounds::kScheduleEntries);
  CHECK(limits["timeZoneBytes"] == bounds::kTimeZoneBytes);
  CHECK(limits["revocations"] == bounds::kRevocations);
  CHECK(limits["manifestBytes"] == bounds::kManifestBytes);
  CHECK(limits["imageBytes"] == bounds::kImageBytes);
  std::vector<std::string> errors;
  for (int each = 1; each <= static_cast<int>(DeviceError::failed); each++) {
    errors.push_back(esplock::nameOf(static_cast<DeviceError>(each)));
  }
  CHECK(file["deviceErrors"] == errors);
}

}  // namespace esplock::test
