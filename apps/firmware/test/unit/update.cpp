// Section 5: what a device does with an update, on a flash that behaves as the chip's does.

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "update/release.h"
#include "update_rig.h"

namespace esplock::test {
namespace {

using host::layout::slot;

/** Key generation takes a moment: one for all. */
const Signer& owner() {
  static const Signer key;
  return key;
}

/** Offers what must be refused: nothing is fetched or written, and 1.0.0 stays. */
std::string refused(Door& door, const std::string& manifest) {
  static int count = 0;
  const auto flash = door.flash.content;
  const int writes = door.chip.writes;
  const std::string error = door.update("r" + std::to_string(++count), manifest, imageOf("1.1.0"));
  CHECK(door.chip.writes == writes);
  CHECK(door.flash.content == flash);
  CHECK(door.server.asked.empty());
  CHECK(door.started.empty());
  return error;
}

auto timesDrawn(Door& door) { return std::count(door.chip.bolt.begin(), door.chip.bolt.end(), true); }

/** Takes what came and refuses it: the flash was written, and 1.0.0 still runs, also after a restart. */
std::string notBooted(Door& door, const std::string& manifest, const std::string& image) {
  const std::string error = door.update("n1", manifest, image);
  door.boot();
  door.untilOnline();
  CHECK(door.started == std::vector<std::string>{"1.0.0"});
  return error;
}

}  // namespace

TEST_CASE("an update is fetched, checked, started and kept; the relay hears of each step") {
  Door door(owner());
  const std::string image = imageOf("1.1.0");
  CHECK(door.update("u1", manifestOf(image, owner()), image) == "done");
  CHECK(door.relay.heard.front() == "u1 downloading 0");
  for (const char* told : {"u1 downloading 100", "u1 checking 0", "u1 checking 100", "u1 restarting 0"}) {
    CHECK(door.heard(told));
  }
  CHECK(std::set<std::string>(door.relay.heard.begin(), door.relay.heard.end()).size() == door.relay.heard.size());
  CHECK(door.chip.log.find("the new image is kept") != std::string::npos);
  door.boot();
  door.boot();
  CHECK(door.started == std::vector<std::string>{"1.1.0", "1.1.0", "1.1.0"});
  CHECK(timesDrawn(door) == 0);
}

TEST_CASE("updates one after another go into alternating slots, and a key that was given up signs none") {
  Door door(owner());
  for (const std::string version : {"1.1.0", "1.2.0", "1.3.0"}) {
    const std::string image = imageOf(version);
    CHECK(door.update("to-" + version.substr(2, 1), manifestOf(image, owner(), {{"version", version}}), image) == "done");
    CHECK(door.chip.image == version);
  }
  const Signer next;
  SettingsChange change;
  change.settings.releaseKeys.emplace();
  change.settings.releaseKeys->keys[0] = next.publicKey();
  change.settings.releaseKeys->count = 1;
  REQUIRE(door.now().boot.settings.apply(change).ok);
  const std::string image = imageOf("1.4.0");
  CHECK(door.update("old", manifestOf(image, owner(), {{"version", "1.4.0"}}), image) == "not-signed");
  CHECK(door.update("new", manifestOf(image, next, {{"version", "1.4.0"}}), image) == "done");
}

TEST_CASE("refused before anything is fetched or erased") {
  Door door(owner());
  const std::string image = imageOf("1.1.0");
  const Signer stranger;
  const std::string good = manifestOf(image, owner());
  const auto with = [&](const Json& change) { return manifestOf(image, owner(), change); };
  CHECK(refused(door, "no.manifest.at-all") == "malformed");
  CHECK(refused(door, good.substr(0, good.rfind('.') + 1)) == "malformed");
  CHECK(refused(door, std::string(2'049, 'a')) == "malformed");
  CHECK(refused(door, owner().sign("openlock-grant+jwt", Json::object())) == "malformed");
  CHECK(refused(door, manifestOf(image, stranger)) == "not-signed");
  CHECK(refused(door, manifestOf(image, stranger, Json::object(), owner().kid())) == "not-signed");
  CHECK(refused(door, with({{"chip", "ESP32-S3"}})) == "wrong-chip");
  CHECK(refused(door, with({{"size", host::layout::kSlotBytes + 1}})) == "too-large");
  CHECK(refused(door, with({{"version", "1.0.0"}})) == "not-newer");
  CHECK(refused(door, with({{"version", "0.9.9"}})) == "not-newer");
  CHECK(refused(door, with({{"version", "0.9.9"}, {"allowDowngrade", std::string(64, 'a')}})) == "not-newer");
  CHECK(refused(door, with({{"version", "3.0.0"}, {"minimum", "2.0.0"}})) == "below-minimum");

  Door keyless(owner());
  SettingsChange change;
  change.settings.releaseKeys.emplace();
  REQUIRE(keyless.now().boot.settings.apply(change).ok);
  CHECK(refused(keyless, good) == "not-signed");
}

TEST_CASE("the signed way back goes from the image that it names, and not without a hash") {
  Door door(owner());
  const std::string older = imageOf("0.9.0");
  const Json change = {{"version", "0.9.0"}, {"allowDowngrade", sha256Of(imageOf("1.0.0"))}};
  CHECK(door.update("u1", manifestOf(older, owner(), change), older) == "done");
  CHECK(door.chip.image == "0.9.0");
  Release release;
  release.chip = "ESP32";
  release.version = "0.1.0";
  CHECK(std::string(refuseRelease(release, {"ESP32", "1.0.0", "", 1})) == "not-newer");
}

TEST_CASE("one at a time: another is busy, the same one is answered by its progress") {
  Door door(owner());
  const std::string image = imageOf("1.1.0");
  door.server.image = image;
  door.server.answer = [](size_t, FetchSink&) { return true; };
  door.offer("u1", manifestOf(image, owner()));
  door.relay.heard.clear();
  door.offer("u2", manifestOf(image, owner()));
  door.offer("u1", manifestOf(image, owner()));
  door.step();
  CHECK(door.heard("u2 busy"));
  CHECK(door.heard("u1 downloading 0"));
  door.server.answer = nullptr;
  CHECK(door.result("u1") == "done");
  CHECK(door.result("u2") == "busy");
}

TEST_CASE("what comes is not what was signed: it never boots") {
  Door door(owner());
  const std::string image = imageOf("1.1.0");
  SUBCASE("changed on the way") {
    std::string changed = image;
    changed[1'000] ^= 1;
    CHECK(notBooted(door, manifestOf(image, owner()), changed) == "wrong-hash");
  }
  SUBCASE("an end too early") {
    CHECK(notBooted(door, manifestOf(image, owner()), image.substr(0, 3'000)) == "download-failed");
  }
  SUBCASE("for another chip, whatever its manifest says") {
    const std::string other = imageOf("1.1.0", "esplock-virtual", 9);
    CHECK(notBooted(door, manifestOf(other, owner()), other) == "bad-image");
  }
  SUBCASE("truncated before it was signed") {
    const std::string cut = image.substr(0, image.size() - 100);
    CHECK(notBooted(door, manifestOf(cut, owner()), cut) == "bad-image");
  }
  SUBCASE("with bytes behind its end") {
    const std::string more = image + std::string(4, 0);
    CHECK(notBooted(door, manifestOf(more, owner()), more) == "bad-image");
  }
  SUBCASE("with a broken checksum") {
    std::string broken = image;
    broken[broken.size() - 33] ^= 1;
    CHECK(notBooted(door, manifestOf(broken, owner()), broken) == "bad-image");
  }
  SUBCASE("no image") {
    const std::string page(3'000, '<');
    CHECK(notBooted(door, manifestOf(page, owner()), page) == "bad-image");
  }
  SUBCASE("flash that does not take it") {
    door.flash.badAt = slot(1) + 1'000;
    CHECK(notBooted(door, manifestOf(image, owner()), image) == "write-failed");
  }
}

TEST_CASE("more than was signed is not taken") {
  Door door(owner());
  const std::string image = imageOf("1.1.0");
  const int writes = door.chip.writes;
  CHECK(door.update("u1", manifestOf(image, owner()), image + std::string(50'000, 'x')) == "done");
  CHECK(static_cast<size_t>(door.chip.writes - writes) < image.size() / host::kPageBytes + 20);
}

TEST_CASE("a download that breaks off goes on where it was") {
  Door door(owner());
  const std::string image = imageOf("1.1.0");
  const auto part = [&](size_t from, size_t to, FetchSink& sink) {
    if (sink.begin(from > 0 ? 206 : 200, from > 0 ? static_cast<int64_t>(from) : -1)) {
      sink.take(Bytes(Text(image).substr(from, to - from)));
    }
    return true;
  };
  SUBCASE("by a range, over another session too") {
    door.server.answer = [&](size_t from, FetchSink& sink) {
      if (door.server.asked.size() == 2) door.relay.online = false;
      return door.server.asked.size() <= 3 && part(from, from + 1'501, sink);
    };
    CHECK(door.update("u1", manifestOf(image, owner()), image) == "done");
    CHECK(door.server.asked == std::vector<size_t>{0, 1'501, 3'002, 4'503});
  }
  SUBCASE("from the start where the server knows no ranges; and another part, or a redirect, is not believed") {
    door.server.answer = [&](size_t from, FetchSink& sink) {
      switch (door.server.asked.size()) {
        case 1: return part(from, 2'000, sink);
        case 2: CHECK_FALSE(sink.begin(206, 100)); return true;
        case 3: CHECK_FALSE(sink.begin(302, -1)); return true;
        case 4: CHECK_FALSE(sink.begin(503, -1)); return true;
        case 5:
          CHECK(sink.begin(200, -1));
          CHECK_FALSE(sink.take(Bytes(Text(image))));
          return true;
        default: return false;
      }
    };
    CHECK(door.update("u1", manifestOf(image, owner()), image) == "done");
    CHECK(door.server.asked == std::vector<size_t>{0, 2'000, 2'000, 2'000, 2'000});
  }
  SUBCASE("is given up after ten tries without a new byte; then the same update may be sent again") {
    door.server.answer = [&](size_t from, FetchSink& sink) { return part(from, 2'000, sink); };
    door.server.image = image;
    door.offer("u1", manifestOf(image, owner()));
    CHECK(door.result("u1", 900'000) == "download-failed");
    CHECK(door.server.asked.size() == 11);
    CHECK(door.chip.image == "1.0.0");
    door.server.answer = nullptr;
    door.relay.heard.clear();
    CHECK(door.update("u1", manifestOf(image, owner()), image) == "done");
  }
}

TEST_CASE("a new image that does not reach the relay goes back, with its settings, and says so") {
  Door door(owner());
  const std::string image = imageOf("1.1.0", "test-deaf");
  door.server.image = image;
  door.offer("u1", manifestOf(image, owner()));
  while (door.started.empty()) door.step();
  CHECK(door.started == std::vector<std::string>{"1.1.0"});
  while (door.chip.uptime < 119'900) door.step();
  CHECK(door.started.size() == 1);
  CHECK(door.result("u1") == "rolled-back");
  CHECK(door.started == std::vector<std::string>{"1.1.0", "1.0.0"});
  CHECK(door.now().boot.settings.current().doorId->view() == kDoor);
}

TEST_CASE("a trial ends at any restart before the relay is reached") {
  Door door(owner());
  SUBCASE("a crash") {
    const std::string image = imageOf("1.1.0", "test-crashing");
    CHECK(door.update("u1", manifestOf(image, owner()), image) == "rolled-back");
  }
  SUBCASE("a power cut") {
    const std::string image = imageOf("1.1.0");
    door.server.image = image;
    door.offer("u1", manifestOf(image, owner()));
    while (door.started.empty()) door.step();
    door.boot();
    CHECK(door.result("u1") == "rolled-back");
  }
  SUBCASE("no settings to reach a relay with") {
    const std::string image = imageOf("1.1.0");
    door.server.image = image;
    door.offer("u1", manifestOf(image, owner()));
    door.chip.nvs.erase(keys::kSettings);
    while (door.started.size() < 2) door.step();
    CHECK(door.chip.log.find("no settings to reach a relay with") != std::string::npos);
  }
  CHECK(door.started == std::vector<std::string>{"1.1.0", "1.0.0"});
}

TEST_CASE("an image on trial takes no other update") {
  Door door(owner());
  const std::string image = imageOf("1.1.0");
  door.server.image = image;
  door.offer("u1", manifestOf(image, owner()));
  while (door.started.empty()) door.step();
  door.offer("u2", manifestOf(image, owner(), {{"version", "1.2.0"}}));
  CHECK(door.result("u2") == "busy");
  CHECK(door.result("u1") == "done");
}

TEST_CASE("a door in use is not restarted") {
  Door door(owner());
  const std::string image = imageOf("1.1.0");
  door.server.image = image;
  SUBCASE("it waits, and no longer than an hour") {
    REQUIRE(door.now().boot.lock.hold(kNow + 8 * 3'600));
    door.offer("u1", manifestOf(image, owner()));
    CHECK(door.result("u1", 3'500'000).empty());
    CHECK(door.heard("u1 waiting 50"));
    CHECK(door.result("u1") == "in-use");
    door.boot();
    CHECK(door.started == std::vector<std::string>{"1.0.0"});
  }
  SUBCASE("it waits again where somebody unlocks in the last moment") {
    door.offer("u1", manifestOf(image, owner()));
    while (!door.heard("u1 restarting 0")) door.step();
    REQUIRE(door.now().boot.lock.unlockDoor(30));
    CHECK(door.result("u1", 20'000).empty());
    CHECK(door.started.empty());
    CHECK(door.result("u1") == "done");
    CHECK(timesDrawn(door) == 1);
  }
}

TEST_CASE("power cut at any write of an update: one image always boots, and the update can be sent again") {
  Door base(owner());
  const std::string image = imageOf("1.1.0"), next = imageOf("1.2.0");
  const std::string manifest = manifestOf(image, owner());
  const std::string nextManifest = manifestOf(next, owner(), {{"version", "1.2.0"}});
  std::set<std::string> ends;
  int cuts = 0;
  for (int write = 0;; write++) {
    INFO("write " << write);
    Door door(owner());
    door.flash.content = base.flash.content;
    door.chip.nvs = base.chip.nvs;
    door.boot();
    door.untilOnline();
    door.flash.cutDone = (write % 3) / 2.0;
    door.chip.writesLeft = write;
    const std::string end = door.update("u1", manifest, image);
    if (!door.chip.dead) {
      CHECK(end == "done");
      break;
    }
    cuts++;
    door.chip.writesLeft = -1;
    door.boot();
    door.untilOnline();
    ends.insert(door.result("u1", 5'000));
    CHECK((door.chip.image == "1.0.0" || door.chip.image == "1.1.0"));
    CHECK_FALSE(door.now().trial.underWay());
    CHECK(door.update("u2", nextManifest, next) == "done");
    CHECK(door.chip.image == "1.2.0");
  }
  // Pages and sectors of the image, what is kept in the store, and the steps of the OTA data.
  CHECK(cuts > static_cast<int>(image.size() / host::kPageBytes) + 6);
  CHECK(ends == std::set<std::string>{"", "done", "rolled-back"});
}

TEST_CASE("a slot that was chosen and found broken does not boot another image without a trial") {
  Door door(owner());
  const std::string image = imageOf("1.1.0");
  CHECK(door.update("u1", manifestOf(image, owner()), image) == "done");
  // The slot of 1.1.0 decays; the bootloader passes it over, and 1.0.0 runs.
  door.flash.content[slot(1) + 2'000] ^= 0xff;
  door.boot();
  door.untilOnline();
  CHECK(door.chip.image == "1.0.0");
  const std::string broken = imageOf("1.2.0", "test-crashing");
  CHECK(door.update("u2", manifestOf(broken, owner(), {{"version", "1.2.0"}}), broken) == "rolled-back");
  for (int boots = 0; boots < 3; boots++) door.boot();
  CHECK(std::count(door.started.begin(), door.started.end(), "1.2.0") == 1);
}

TEST_CASE("results that nobody heard wait for the next session, the latest four") {
  UpdateReports reports;
  for (const char* id : {"1", "2", "3", "4", "5"}) reports.result(id, "busy");
  for (const char* id : {"2", "3", "4", "5"}) {
    REQUIRE(reports.oldestResult());
    CHECK(reports.oldestResult()->id.view() == id);
    reports.resultTold();
  }
  CHECK_FALSE(reports.oldestResult());
  CHECK(reports.progress("u", UpdatePhase::downloading, 3));
  CHECK_FALSE(reports.progress("u", UpdatePhase::downloading, 3));
}

}  // namespace esplock::test
