#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "flash/esp_image_build.h"
#include "flash/slots.h"
#include "rig.h"
#include "signer.h"
#include "update/updater.h"

namespace esplock::test {

/** The host's flash in memory, whose power is the chip's. */
class MemoryFlash : public host::Flash {
 public:
  explicit MemoryFlash(FakeChip& chip) : content(host::layout::kFlashBytes, 0xff), chip_(chip) {}

  std::vector<uint8_t> content;
  /** How much happens of what the power goes in the middle of. */
  double cutDone = 0.5;
  /** Bits of this address are stuck at zero; 0 for none. */
  size_t badAt = 0;

 protected:
  bool load(size_t at, Buffer out) override;
  bool store(size_t at, Bytes bytes) override;
  host::WriteVerdict power() override;
  void cut() override { cutDone = 0; }

 private:
  FakeChip& chip_;
};

/** What a relay does for an update. */
class FakeRelay : public RelayAccess {
 public:
  bool stop() override;
  void start() override { wanted = true; }
  Text token() override { return online ? Text("token") : Text(); }

  /** Whether anybody reaches it. */
  bool up = true;
  /** Whether the device wants a session. */
  bool wanted = true;
  bool online = false;
  /** What the relay heard: `u1 downloading 0`, `u1 done`, `u1 wrong-hash`. */
  std::vector<std::string> heard;
};

/** The image server of that relay. */
class FakeFetch : public Fetch {
 public:
  explicit FakeFetch(FakeRelay& relay) : relay_(relay) {}

  void start(Text path, size_t from, FetchSink& sink) override;
  bool poll() override;
  void stop() override { sink_ = nullptr; }

  std::string image;
  /** From where it was asked for. */
  std::vector<size_t> asked;
  /** An answer of another kind, all of it. @returns whether it was one */
  std::function<bool(size_t from, FetchSink& sink)> answer;

 private:
  FakeRelay& relay_;
  FetchSink* sink_ = nullptr;
  size_t at_ = 0;
};

/** One boot of what an update touches. */
struct UpdateBoot {
  UpdateBoot(FakeChip& chip, MemoryFlash& flash, FakeRelay& relay, FakeFetch& fetch,
             const host::BootTarget& target);

  Boot boot;
  host::BootTarget target;
  host::FlashSlots slots;
  SlotHash running;
  UpdateReports reports;
  Trial trial;
  Download download;
  Updater updater;
};

/** A door that can be updated: its chip, its flash, and a relay. */
class Door {
 public:
  /** Runs 1.0.0, is set up, and knows the owner's release key. */
  explicit Door(const Signer& owner);

  FakeChip chip;
  MemoryFlash flash{chip};
  FakeRelay relay;
  FakeFetch server{relay};
  /** Versions that were started, one after another. */
  std::vector<std::string> started;

  void boot();
  /** 100 ms pass. */
  void step();
  /** Steps until the relay has heard how it went, or for so long. @returns `done`, an error, or empty */
  std::string result(const std::string& id, int64_t withinMs = 300'000);
  void untilOnline();
  /** Offers an image over the session. */
  void offer(const std::string& id, const std::string& manifest);
  /** Offers, and waits for the result. */
  std::string update(const std::string& id, const std::string& manifest, const std::string& image);
  bool heard(const std::string& what) const;
  UpdateBoot& now() { return *now_; }

 private:
  void tellRelay();

  std::unique_ptr<UpdateBoot> now_;
};

/** A small image. @param project decides what it does */
std::string imageOf(const std::string& version, const std::string& project = "esplock-virtual", int chipId = 0);

/** A manifest as its owner signs it, but for what a test makes different. */
std::string manifestOf(const std::string& image, const Signer& key, const Json& change = Json::object(),
                       const std::string& kid = "");
std::string sha256Of(const std::string& bytes);

}  // namespace esplock::test
