// The vectors of sections 5 and 9, through the core.

#include <doctest/doctest.h>

#include "grant/grant.h"
#include "rig.h"
#include "update/release.h"
#include "update/version.h"

namespace esplock::test {
namespace {

/** P-256 keys of a file of vectors. */
template <size_t Max>
KeyList<Max> keysOf(const Json& list) {
  KeyList<Max> keys;
  for (const Json& jwk : list) {
    std::string text = jwk.dump();
    JsonDocument document;
    REQUIRE(document.parse(text.data(), text.size(), 1024) == Fault::none);
    REQUIRE(parseEcJwk(document, &document.root(), keys.keys[keys.count++]));
  }
  return keys;
}

/** Whether one of these keys signed: the check that vectors call `verify`. */
template <size_t Max>
Fault verifyBy(const KeyList<Max>& keys, const Jws& jws) {
  const EcPublicKey* key = findKey(keys.keys, keys.count, jws.kid);
  return key ? verifyJws(jws, *key) : Fault::wrongKey;
}

}  // namespace

TEST_CASE("grants.json") {
  const Json file = vectors("grants");
  const auto owners = keysOf<8>(file["ownerKeys"]);
  for (const Json& test : file["cases"]) {
    INFO(nameOf(test));
    std::string text = test["jws"];
    JsonDocument document;
    Grant grant;
    const Fault parsed = parseGrant(text.data(), text.size(), document, grant);
    const std::string at = test.value("at", "");
    CHECK((parsed == Fault::none) == (at != "parse"));
    const Fault fault = parsed == Fault::none ? verifyBy(owners, grant.jws) : parsed;
    CHECK(std::string(esplock::nameOf(fault)) == test.value("error", "none"));
    if (fault != Fault::none) continue;
    CHECK(grant.jws.kid == test["kid"].get<std::string>());
    CHECK(grant.jti == test["claims"]["jti"].get<std::string>());
    CHECK(grant.exp == test["claims"]["exp"].get<int64_t>());
  }
}

TEST_CASE("time-zones.json") {
  const Json file = vectors("time-zones");
  for (const Json& test : file["cases"]) {
    INFO(test.dump());
    TimeZone zone;
    const bool taken = test["tz"].is_string() && parseTimeZone(test["tz"].get_ref<const std::string&>(), zone);
    CHECK(taken == !test.contains("error"));
    if (taken) CHECK(utcOffset(zone, test["at"]) == test["offset"].get<int64_t>());
  }
}

TEST_CASE("schedules.json") {
  const Json file = vectors("schedules");
  for (const Json& test : file["cases"]) {
    INFO(test.dump());
    std::string text = test["schedule"].dump();
    JsonDocument document;
    REQUIRE(document.parse(text.data(), text.size(), 8192) == Fault::none);
    Schedule schedule;
    const bool taken = parseSchedule(document, &document.root(), schedule);
    CHECK(taken == !test.contains("error"));
    if (!taken) continue;
    TimeZone zone;
    REQUIRE(parseTimeZone(test["tz"].get_ref<const std::string&>(), zone));
    CHECK(isWithin(schedule, zone, test["at"]) == test["within"].get<bool>());
  }
}

TEST_CASE("signed-commands.json, each twice: what is remembered changes nothing") {
  const Json file = vectors("signed-commands");
  const Json device = file["device"];
  FakeChip chip;
  Boot boot(chip);
  SettingsChange change;
  change.settings.doorId.emplace().assign(device["door"].get<std::string>());
  change.settings.ownerKeys = keysOf<8>(device["ownerKeys"]);
  REQUIRE(boot.settings.apply(change).ok);
  for (const Json& each : device["revoked"]) {
    const bool jti = each.contains("jti");
    const std::string id = each[jti ? "jti" : "kid"];
    REQUIRE(boot.revocations.add(jti ? Revocations::Kind::jti : Revocations::Kind::kid, id, each["until"], 0));
  }
  boot.nonce = device["boot"];
  for (int round = 0; round < 2; round++) {
    for (const Json& test : file["cases"]) {
      INFO(nameOf(test));
      // Each at its own time: a clock that is not set goes anywhere.
      DoorClock clock(chip, boot.store, test["now"].get<int64_t>() * 1000);
      chip.setWall(test["now"].get<int64_t>() * 1000);
      SignatureGuard guard(boot.settings, clock, boot.revocations);
      OpenedCommand opened;
      std::string jwe = test["jwe"];
      const Fault fault = openCommand(jwe.data(), jwe.size(), device["door"].get_ref<const std::string&>(), boot.key,
                                      boot.random, {boot.store.scratch(), boot.document}, opened);
      const std::string at = test.value("at", "");
      CHECK(std::string(esplock::nameOf(fault)) == (at == "open" ? test["error"].get<std::string>() : "none"));
      if (fault != Fault::none) continue;
      CHECK(opened.by == Authority::signature);
      const Json claims = test.contains("claims") ? test["claims"] : Json::object();
      int64_t openUntil = 0;
      const JsonValue* args = opened.claims.args;
      if (args && boot.document.member(*args, "until")) {
        openUntil = boot.document.member(*args, "until")->integer();
      } else if (args && boot.document.member(*args, "seconds")) {
        openUntil = clock.nowSeconds() + boot.document.member(*args, "seconds")->integer();
      }
      CHECK((guard.refuse(opened, openUntil, boot.document) == nullptr) == (at != "authorise"));
    }
  }
}

TEST_CASE("versions.json") {
  const Json file = vectors("versions");
  for (const Json& test : file["cases"]) {
    INFO(test.dump());
    const std::string a = test["a"], b = test["b"];
    CHECK((isVersion(a) && isVersion(b)) == !test.contains("error"));
    if (test.contains("order")) CHECK(compareVersions(a, b) == test["order"].get<int>());
    else CHECK(compareVersions(a, b) == -1);
  }
}

TEST_CASE("releases.json") {
  const Json file = vectors("releases");
  const auto releaseKeys = keysOf<4>(file["releaseKeys"]);
  const Json running = file["running"];
  const std::string chip = running["chip"], version = running["version"], sha = running["sha256"];
  for (const Json& test : file["cases"]) {
    INFO(nameOf(test));
    std::string text = test["jws"];
    JsonDocument document;
    Release release;
    const Fault parsed = parseRelease(text.data(), text.size(), document, release);
    const std::string at = test.value("at", "");
    CHECK((parsed == Fault::none) == (at != "parse"));
    const Fault fault = parsed == Fault::none ? verifyBy(releaseKeys, release.jws) : parsed;
    CHECK((fault == Fault::none) == (at == "" || at == "running"));
    if (fault != Fault::none) {
      CHECK(std::string(esplock::nameOf(fault)) == test["error"]);
      continue;
    }
    const char* refusal = refuseRelease(release, {chip, version, sha, running["slotBytes"]});
    CHECK(std::string(refusal ? refusal : "none") == test.value("error", "none"));
  }
}

}  // namespace esplock::test
