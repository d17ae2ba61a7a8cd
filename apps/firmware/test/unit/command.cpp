#include <doctest/doctest.h>

#include "rig.h"

namespace esplock::test {
namespace {

/** A door that is set up, and its first boot. */
struct Fixture {
  FakeChip chip;
  std::unique_ptr<Boot> boot = std::make_unique<Boot>(chip);
  Fixture() { setUp(*boot); }

  bool isOpen() const { return chip.bolt.back(); }
  void restart() {
    const int64_t wall = chip.wallMs();
    chip.uptime = 0;
    chip.setWall(wall);
    boot = std::make_unique<Boot>(chip);
  }
};

Command with(const char* name, Json args = nullptr) {
  Command command;
  command.command = name;
  command.args = std::move(args);
  return command;
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "unlocks, and locks again by itself") {
  CHECK(send(*boot)["state"]["lock"] == "unlocked");
  CHECK(isOpen());
  boot->pass(4'900);
  CHECK(isOpen());
  boot->pass(200);
  CHECK(!isOpen());
}

TEST_CASE_FIXTURE(Fixture, "the checks come in the contract's order: the first that fails is the one that is told") {
  Command all = with("open-sesame");
  all.boot = "EBESExQVFhcYGRobHB0eHw";
  all.iat = kNow - 61;
  all.password = "wrong horse";
  all.jti = "AAAAAAAAAAAAAAAAAAAAAA";
  CHECK(errorOf(*boot, all) == "rebooted");
  all.boot = boot->nonce;
  CHECK(errorOf(*boot, all) == "stale");
  all.iat = 0;
  CHECK(errorOf(*boot, all) == "bad-password");
  CHECK(errorOf(*boot, all) == "replayed");
  all.jti.clear();
  all.password = "correct horse";
  CHECK(errorOf(*boot, all) == "unknown-command");
  all.command = "unlock";
  all.args = {{"seconds", 0}};
  CHECK(errorOf(*boot, all) == "invalid-arguments");
  CHECK(!isOpen());
}

TEST_CASE_FIXTURE(Fixture, "a command is good for its window and not at its end") {
  Command command;
  command.iat = kNow - 60;
  command.exp = kNow + 1 - 1;
  CHECK(errorOf(*boot, command) == "stale");
  command.exp = kNow - 60 + 60;
  CHECK(errorOf(*boot, command) == "stale");
  command.iat = kNow + 60;
  command.exp = kNow + 80;
  CHECK(errorOf(*boot, command) == "none");
  command.iat = kNow + 61;
  command.exp = kNow + 81;
  CHECK(errorOf(*boot, command) == "stale");
}

TEST_CASE_FIXTURE(Fixture, "nothing opens while the clock is not set") {
  chip.nvs.erase(keys::kClock);
  restart();
  CHECK(errorOf(*boot) == "stale");
}

TEST_CASE_FIXTURE(Fixture, "a time server makes it later than the relay says, never earlier, and opens nothing by itself") {
  // The relay has turned an hour back, and has a command of then.
  Command held;
  CHECK(std::string(boot->clock.state()) == "relay");
  chip.tellTime((kNow + 3600) * 1000);
  CHECK(std::string(boot->clock.state()) == "synced");
  held.iat = kNow;
  held.exp = kNow + 60;
  CHECK(errorOf(*boot, held) == "stale");
  CHECK(errorOf(*boot) == "none");

  // Whoever forges it cannot make the past come again, and what they made of the future is over when they are.
  chip.tellTime(kNow * 1000 - 3'600'000);
  CHECK(boot->clock.now() == kNow * 1000);
  chip.tellTime((kNow + 1'000'000) * 1000);
  boot->pass(3'700'000);
  chip.tellTime(0);
  restart();
  CHECK(boot->clock.now() < (kNow + 3701) * 1000);

  // Without a relay's word nothing is taken, whatever it says.
  chip.nvs.erase(keys::kClock);
  restart();
  chip.tellTime(kNow * 1000);
  CHECK(std::string(boot->clock.state()) == "unset");
  CHECK(errorOf(*boot) == "stale");
}

TEST_CASE_FIXTURE(Fixture, "the same command twice, and again after the relay turned the time back") {
  Command command;
  command.jti = "AAAAAAAAAAAAAAAAAAAAAA";
  command.iat = boot->clock.nowSeconds();
  command.exp = command.iat + 60;
  CHECK(errorOf(*boot, command) == "none");
  CHECK(errorOf(*boot, command) == "replayed");
  boot->pass(121'000);
  // A clock that a relay could turn back would make it fresh: it stays where it is.
  boot->clock.setFromRelay(command.iat * 1000);
  CHECK(errorOf(*boot, command) == "stale");
}

TEST_CASE_FIXTURE(Fixture, "what was forgotten stays refused though the clock stood still") {
  Command command;
  command.jti = "AAAAAAAAAAAAAAAAAAAAAA";
  CHECK(errorOf(*boot, command) == "none");
  // The chip's timer went on; an `iat` as old as one that was run is never taken again.
  CHECK(boot->replay.admit("BBBBBBBBBBBBBBBBBBBBBA", kNow, chip.uptime + 121'000) == ReplayMemory::Verdict::stale);
  CHECK(boot->replay.admit("BBBBBBBBBBBBBBBBBBBBBA", kNow + 1, chip.uptime + 121'000) == ReplayMemory::Verdict::isNew);
}

TEST_CASE("the replay memory is bounded, and refuses rather than forgets") {
  ReplayMemory replay;
  for (size_t each = 0; each < ReplayMemory::kCapacity; each++) {
    CHECK(replay.admit("jti-" + std::to_string(each), 1, 0) == ReplayMemory::Verdict::isNew);
  }
  CHECK(replay.admit("one more", 1, 0) == ReplayMemory::Verdict::full);
  CHECK(replay.admit("jti-0", 1, 0) == ReplayMemory::Verdict::replayed);
  CHECK(replay.admit("one more", 1, bounds::kJtiMemoryMs) == ReplayMemory::Verdict::isNew);
}

TEST_CASE_FIXTURE(Fixture, "five wrong passwords lock out for 30 s, doubling, over restarts, by whatever way they came") {
  Command wrong;
  wrong.password = "wrong horse";
  for (int each = 0; each < 4; each++) CHECK(errorOf(*boot, wrong) == "bad-password");
  CHECK(boot->guard.validatePresetPassword("wrong horse") == PasswordVerdict::badPassword);
  CHECK(errorOf(*boot) == "locked-out");
  boot->pass(29'900);
  CHECK(errorOf(*boot) == "locked-out");
  // A restart begins it anew.
  restart();
  boot->clock.setFromRelay(kNow * 1000 + 60'000);
  CHECK(boot->guard.lockedForSeconds() == 30);
  CHECK(errorOf(*boot) == "locked-out");
  boot->pass(30'100);
  CHECK(errorOf(*boot, wrong) == "bad-password");
  CHECK(boot->guard.lockedForSeconds() == 60);
  boot->pass(60'100);
  CHECK(errorOf(*boot) == "none");
  CHECK(errorOf(*boot, wrong) == "bad-password");
  CHECK(errorOf(*boot) == "none");
  CHECK(lockOutSeconds(250) == 3600);
}

TEST_CASE_FIXTURE(Fixture, "a failure that cannot be counted opens nothing") {
  chip.writesLeft = 0;
  Command wrong;
  wrong.password = "wrong horse";
  CHECK(errorOf(*boot, wrong) == "failed");
}

TEST_CASE_FIXTURE(Fixture, "a door without a password opens for nobody") {
  FakeChip fresh;
  Boot bare(fresh);
  SettingsChange change;
  change.settings.doorId.emplace().assign(kDoor);
  REQUIRE(bare.settings.apply(change).ok);
  bare.clock.setFromRelay(kNow * 1000);
  Command command;
  command.password = "";
  CHECK(errorOf(bare, command) == "bad-password");
}

TEST_CASE_FIXTURE(Fixture, "lockdown locks, refuses, outlives a restart, and ends by command alone") {
  CHECK(errorOf(*boot) == "none");
  CHECK(errorOf(*boot, with("lockdown", {{"on", true}})) == "none");
  CHECK(!isOpen());
  CHECK(errorOf(*boot) == "in-lockdown");
  restart();
  boot->clock.setFromRelay(kNow * 1000 + 60'000);
  CHECK(errorOf(*boot, with("hold", {{"until", kNow + 600}})) == "in-lockdown");
  CHECK(send(*boot, with("status"))["status"]["mode"] == "lockdown");
  CHECK(errorOf(*boot, with("lockdown", {{"on", false}})) == "none");
  CHECK(errorOf(*boot) == "none");
}

TEST_CASE_FIXTURE(Fixture, "a hold ends at its time, also where the clock jumps over it") {
  CHECK(errorOf(*boot, with("hold", {{"until", kNow}})) == "invalid-arguments");
  CHECK(send(*boot, with("hold", {{"until", kNow + 100}}))["state"]["mode"] == "held");
  boot->pass(50'000);
  CHECK(isOpen());
  boot->clock.setFromRelay((kNow + 101) * 1000);
  boot->pass(100);
  CHECK(!isOpen());
}

TEST_CASE_FIXTURE(Fixture, "offline for a minute: locks; with `unlock` it is free, and locks when the relay is back") {
  CHECK(errorOf(*boot, with("hold", {{"until", kNow + 6'000}})) == "none");
  boot->offlineGuard.offline();
  boot->pass(59'900);
  CHECK(isOpen());
  boot->pass(200);
  CHECK(!isOpen());
  CHECK(errorOf(*boot, with("configure", {{"failSafe", {{"onOffline", "unlock"}, {"afterSeconds", 90}}}})) == "none");
  boot->pass(29'000);
  CHECK(!isOpen());
  boot->pass(1'000);
  CHECK(isOpen());
  boot->offlineGuard.online();
  CHECK(!isOpen());
}

TEST_CASE_FIXTURE(Fixture, "a configuration is stored whole or not at all, wherever the power is cut") {
  const Json args = {{"relockSeconds", 77}, {"password", "another horse"},
                     {"wifi", {{"ssid", "elsewhere"}, {"password", "12345678"}}}};
  const auto before = chip.nvs;
  bool done = false;
  for (int cut = 0; !done; cut++) {
    REQUIRE(cut < 20);
    chip.nvs = before;
    restart();
    boot->clock.setFromRelay(kNow * 1000);
    chip.writesLeft = cut;
    done = errorOf(*boot, with("configure", args)) == "none";
    chip.writesLeft = -1;
    restart();
    const bool changed = boot->settings.relockSeconds() == 77;
    CHECK(changed == done);
    CHECK((boot->settings.current().wifi->ssid.view() == "elsewhere") == changed);
    const char* password = changed ? "another horse" : "correct horse";
    CHECK(boot->guard.validatePresetPassword(password) == PasswordVerdict::ok);
  }
}

TEST_CASE_FIXTURE(Fixture, "new Wi-Fi and the one from before are both kept until the relay was reached over one of them") {
  const auto configure = [&](const char* ssid, const char* password = "12345678") {
    boot->clock.setFromRelay(kNow * 1000);
    return errorOf(*boot, with("configure", {{"wifi", {{"ssid", ssid}, {"password", password}}}}));
  };
  const auto present = [&] { return std::string(boot->settings.wifi()->ssid.view()); };
  const auto home = chip.nvs;
  for (const bool old : {false, true}) {
    bool done = false;
    for (int cut = 0; !done; cut++) {
      REQUIRE(cut < 5);
      chip.nvs = home;
      restart();
      CHECK(configure("elsewhere") == "none");
      CHECK(configure("third") == "none");
      restart();
      // A boot begins with the new one, and whose turn it is costs no write.
      const int writes = chip.writes;
      CHECK(boot->settings.wifiOnTrial());
      CHECK(present() == "third");
      boot->settings.swapWifi();
      CHECK(present() == "home");
      if (!old) boot->settings.swapWifi();
      CHECK(boot->settings.isBeforesTurn() == old);
      CHECK(chip.writes == writes);
      const std::string reached = present();
      chip.writesLeft = cut;
      boot->settings.wifiWorks();
      done = !chip.dead;
      chip.writesLeft = -1;
      restart();
      CHECK(boot->settings.wifiOnTrial() == !done);
      CHECK(present() == (done ? reached : "third"));
      boot->settings.swapWifi();
      if (done) CHECK(present() == reached);
    }
  }
  // The one from before, given anew: nothing is on trial.
  chip.nvs = home;
  restart();
  CHECK(configure("elsewhere") == "none");
  CHECK(configure("home", "") == "none");
  CHECK(!boot->settings.wifiOnTrial());
  CHECK(present() == "home");
}

TEST_CASE_FIXTURE(Fixture, "what is wiped is gone, wherever the power is cut") {
  const auto before = chip.nvs;
  bool done = false;
  for (int cut = 0; !done; cut++) {
    REQUIRE(cut < 20);
    chip.nvs = before;
    restart();
    chip.writesLeft = cut;
    done = boot->store.wipeAll();
    chip.writesLeft = -1;
    restart();
    // All of it or nothing: with the salt everything else is unreadable.
    CHECK((boot->settings.password() != nullptr) == (cut == 0));
    CHECK(boot->settings.current().doorId.has_value() == (cut == 0));
  }
}

TEST_CASE_FIXTURE(Fixture, "values at rest are sealed, each to its name") {
  std::string flash;
  for (const auto& [key, value] : chip.nvs) flash.append(value.begin(), value.end());
  CHECK(flash.find("home") == std::string::npos);
  CHECK(flash.find("front") == std::string::npos);
  boot->store.writeNumber(keys::kFailures, 3);
  chip.nvs[keys::kEventSeq] = chip.nvs[keys::kFailures];
  CHECK(boot->store.readNumber(keys::kEventSeq) == -1);
  chip.nvs[keys::kFailures].back() ^= 1;
  CHECK(boot->store.readNumber(keys::kFailures) == -1);
}

TEST_CASE_FIXTURE(Fixture, "the log holds no password") {
  CHECK(errorOf(*boot, with("configure", {{"password", "another horse"}})) == "none");
  CHECK(chip.log.find("horse") == std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "events are numbered for good, and of too many the oldest are lost") {
  for (int each = 0; each < 40; each++) boot->events.report("tamper");
  CHECK(boot->events.oldest()->seq == 8);
  restart();
  boot->events.report("tamper");
  CHECK(boot->events.oldest()->seq == 40);
}

TEST_CASE_FIXTURE(Fixture, "a rattling contact is told twice a second at most, and always how it ended") {
  for (int each = 0; each < 20; each++) {
    chip.open = !chip.open;
    boot->pass(50);
  }
  chip.open = true;
  boot->pass(600);
  int told = 0;
  const char* last = "";
  for (; boot->events.oldest(); boot->events.told()) last = boot->events.oldest()->name, told++;
  CHECK(told <= 4);
  CHECK(std::string(last) == "door-opened");
  boot->pass(60'000);
  CHECK(std::string(boot->events.oldest()->name) == "door-ajar");
}

TEST_CASE("the bolt is not drawn from the first instant on, whatever was before") {
  FakeChip chip;
  Boot boot(chip);
  CHECK(chip.bolt == std::vector<bool>{false});
}

}  // namespace esplock::test
