#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "command/process.h"
#include "device/device_key.h"
#include "support.h"
#include "vectors.h"

namespace esplock::test {

/** A chip made of memory, whose time a test moves. */
class FakeChip : public Clock,
                 public KeyValueStore,
                 public SerialPort,
                 public Pins,
                 public System,
                 public Wifi,
                 public Watcher {
 public:
  int64_t uptimeMs() override { return uptime; }
  int64_t wallMs() override { return wall + uptime - wallSince; }
  void setWall(int64_t ms) override { wall = ms, wallSince = uptime; }
  int64_t networkMs() override { return network == 0 ? 0 : network + uptime - networkSince; }
  void tellTime(int64_t ms) { network = ms, networkSince = uptime; }

  int read(const char* key, Buffer out) override {
    const auto found = nvs.find(key);
    if (found == nvs.end() || found->second.size() > out.capacity) return -1;
    std::memcpy(out.data, found->second.data(), found->second.size());
    return static_cast<int>(found->second.size());
  }
  bool write(const char* key, Bytes value) override {
    if (!countWrite()) return false;
    nvs[key].assign(value.data, value.data + value.size);
    return true;
  }
  bool remove(const char* key) override {
    if (nvs.count(key) == 0) return true;
    if (!countWrite()) return false;
    nvs.erase(key);
    return true;
  }
  bool removeAll() override {
    while (!nvs.empty()) {
      if (!countWrite()) return false;
      nvs.erase(nvs.begin());
    }
    return true;
  }

  void write(Bytes bytes) override { log += std::string(bytes.text()); }
  size_t read(Buffer) override { return 0; }

  void setBolt(bool drawn) override { bolt.push_back(drawn); }
  void setLed(const Rgb*) override {}
  bool contactOpen() override { return open; }
  bool tampered() override { return tamper; }

  void restart() override {}
  size_t freeHeap() override { return 100'000; }
  Text uid() override { return "24a1600b1c2d"; }
  Text chip() override { return "ESP32"; }
  Text version() override { return image; }
  int64_t builtAtMs() override { return kBuiltAt; }
  bool chipSecret(uint8_t (&into)[32]) override {
    std::memset(into, 7, sizeof into);
    return true;
  }

  void join(Text, Text) override {}
  void leave() override {}
  State state() override { return State::joined; }
  WifiFailure failure() override { return WifiFailure::none; }
  int rssi() override { return -60; }
  void startScan() override {}
  int scanned() override { return 0; }
  AccessPoint found(int) override { return {}; }

  static constexpr int64_t kBuiltAt = INT64_C(1767225600000);

  int64_t uptime = 0;
  int64_t wall = 0;
  int64_t wallSince = 0;
  int64_t network = 0;
  int64_t networkSince = 0;
  std::map<std::string, std::vector<uint8_t>> nvs;
  std::vector<bool> bolt;
  std::string log;
  /** Version of the image that runs. */
  std::string image = "1.0.0";
  bool open = false;
  bool tamper = false;
  /** The power goes before the write that many from now; -1 for never. Nothing is written after it. */
  int writesLeft = -1;
  int writes = 0;
  /** Whether the power is gone. */
  bool dead = false;

  /** Something is to be written, here or in the flash. @returns false where the power is gone, from this write on */
  bool countWrite() {
    dead = writesLeft == 0;
    if (dead) return false;
    if (writesLeft > 0) writesLeft--;
    writes++;
    return true;
  }
};

/** One boot of everything that a command touches, without a network. */
struct Boot {
  explicit Boot(FakeChip& chip);

  FakeChip& chip;
  TestRandom random;
  std::string nonce = "AAECAwQFBgcICQoLDA0ODw";
  JsonDocument document;
  Log log{chip, chip};
  Led led{chip, chip, chip};
  SecureStore store{chip, random, chip};
  SettingsStore settings{store, random, log, document};
  DoorClock clock{chip, store, chip.builtAtMs()};
  EventJournal events{clock, store};
  Lock lock{chip, clock, led, chip, store};
  Sensors sensors{chip, chip, events};
  StatusReport status{chip, chip, chip, clock, lock, sensors, nonce};
  OfflineGuard offlineGuard{chip, log, lock, settings};
  PasswordGuard guard{chip, log, store, settings, events};
  Revocations revocations{store, log};
  SignatureGuard signatures{settings, clock, revocations};
  ReplayMemory replay;
  RsaKey key;
  CommandProcessor commands{{random, log, led, chip, clock, lock, settings, offlineGuard, status, guard, revocations,
                             signatures, replay, key, store, document, nonce}};

  /** Time passes in small steps, and everything that is due happens. */
  void pass(int64_t ms);
};

/** What a command says, and how it was answered. */
struct Command {
  std::string command = "unlock";
  Json args = nullptr;
  std::string password = "correct horse";
  std::string jti;
  int64_t iat = 0;
  int64_t exp = 0;
  std::string boot = "AAECAwQFBgcICQoLDA0ODw";
};

constexpr char kDoor[] = "front";
constexpr int64_t kNow = INT64_C(1800000000);

/** Sets the door up, as a person at the cable would, and its clock, as a relay would. */
void setUp(Boot& boot);

/** Seals a command to the key of the device. */
std::string seal(Boot& boot, const Command& command);

/** Sends a command. @returns the claims of the sealed answer, or null where there is none */
Json send(Boot& boot, Command command = {});

/** Sends a command. @returns `none`, or why it was refused */
std::string errorOf(Boot& boot, Command command = {});

}  // namespace esplock::test
