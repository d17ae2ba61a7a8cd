#include "update_rig.h"

#include <doctest/doctest.h>

namespace esplock::test {

bool MemoryFlash::load(size_t at, Buffer out) {
  if (at + out.capacity > content.size()) return false;
  std::memcpy(out.data, content.data() + at, out.capacity);
  return true;
}

bool MemoryFlash::store(size_t at, Bytes bytes) {
  if (at + bytes.size > content.size()) return false;
  std::copy(bytes.data, bytes.data + bytes.size, content.begin() + static_cast<std::ptrdiff_t>(at));
  if (badAt != 0) content[badAt] = 0;
  return true;
}

host::WriteVerdict MemoryFlash::power() {
  return chip_.countWrite() ? host::WriteVerdict{false, 1} : host::WriteVerdict{true, cutDone};
}

bool FakeRelay::stop() {
  online = wanted = false;
  return true;
}

void FakeFetch::start(Text, size_t from, FetchSink& sink) {
  if (!relay_.online) return;
  asked.push_back(from);
  if (answer && answer(from, sink)) return;
  at_ = from;
  if (sink.begin(from > 0 ? 206 : 200, from > 0 ? static_cast<int64_t>(from) : -1)) sink_ = &sink;
}

bool FakeFetch::poll() {
  if (!sink_ || !relay_.online) return false;
  const size_t size = std::min<size_t>(1500, image.size() - at_);
  if (size == 0 || !sink_->take(Bytes(Text(image).substr(at_, size)))) sink_ = nullptr;
  at_ += size;
  return sink_ != nullptr;
}

UpdateBoot::UpdateBoot(FakeChip& chip, MemoryFlash& flash, FakeRelay& relay, FakeFetch& fetch,
                       const host::BootTarget& found)
    : boot(chip),
      target(found),
      slots(flash, target, 0),
      running(slots),
      trial(chip, boot.log, slots, boot.store, boot.settings, reports, running),
      download(chip, boot.random, boot.log, slots, fetch),
      updater({chip, boot.log, boot.led, chip, boot.lock, boot.settings, slots, reports, trial, running, download, relay,
               boot.document}) {
  running.start(FirmwareSlots::Slot::running, slots.runningBytes());
}

Door::Door(const Signer& owner) {
  const std::string first = imageOf("1.0.0");
  std::copy(first.begin(), first.end(), flash.content.begin() + host::layout::slot(0));
  boot();
  setUp(now().boot);
  SettingsChange change;
  change.settings.server.emplace().url.assign("https://relay.example");
  change.settings.releaseKeys.emplace();
  change.settings.releaseKeys->keys[0] = owner.publicKey();
  change.settings.releaseKeys->count = 1;
  REQUIRE(now().boot.settings.apply(change).ok);
  boot();
  untilOnline();
  started.clear();
}

void Door::boot() {
  now_.reset();
  server.stop();
  chip.uptime = 0;
  chip.dead = false;
  relay.wanted = true;
  relay.online = false;
  const auto target = host::findImage(flash, 0, [](size_t, const char*) {});
  REQUIRE(target);
  chip.image = target->image.version.view();
  started.push_back(chip.image);
  // The bootloader's own writes can be the last as well.
  if (!chip.dead) now_ = std::make_unique<UpdateBoot>(chip, flash, relay, server, *target);
}

void Door::step() {
  if (chip.dead || !now_) return;
  chip.uptime += 100;
  const Text project = now().target.image.project.view();
  if (project == "test-crashing" && chip.uptime > 500) {
    boot();
    return;
  }
  const bool hears = relay.up && project != "test-deaf";
  if (relay.online && !hears) relay.online = false;
  if (!relay.online && relay.wanted && hears && chip.uptime > 1'000) {
    relay.online = true;
    now().trial.passed();
  }
  now().boot.lock.poll();
  now().running.poll();
  const bool restart = now().trial.poll() || now().updater.poll();
  tellRelay();
  if (restart && !chip.dead) boot();
}

void Door::tellRelay() {
  if (!relay.online || chip.dead) return;
  UpdateReports& reports = now().reports;
  if (const UpdateProgress* progress = reports.dueProgress()) {
    relay.heard.push_back(std::string(progress->id.view()) + " " + nameOf(progress->phase) + " " +
                          std::to_string(progress->percent));
    reports.progressTold();
  }
  while (const UpdateResult* result = reports.oldestResult()) {
    relay.heard.push_back(std::string(result->id.view()) + " " + (result->error ? result->error : "done"));
    reports.resultTold();
  }
}

bool Door::heard(const std::string& what) const {
  return std::find(relay.heard.begin(), relay.heard.end(), what) != relay.heard.end();
}

std::string Door::result(const std::string& id, int64_t withinMs) {
  for (int64_t passed = 0; passed <= withinMs && !chip.dead; passed += 100) {
    for (const std::string& each : relay.heard) {
      const bool ours = each.substr(0, id.size() + 1) == id + " ";
      if (ours && each.find(' ', id.size() + 1) == std::string::npos) return each.substr(id.size() + 1);
    }
    step();
  }
  return "";
}

void Door::untilOnline() {
  for (int steps = 0; steps < 3'000 && !relay.online && !chip.dead; steps++) step();
  if (!chip.dead) REQUIRE(relay.online);
}

void Door::offer(const std::string& id, const std::string& manifest) {
  RelayFrame frame;
  frame.type = RelayFrame::Type::update;
  frame.id = id;
  // It is read in place.
  std::string text = manifest;
  frame.manifest = text;
  frame.url = "/api/devices/images/1";
  now().updater.offer(frame);
  tellRelay();
}

std::string Door::update(const std::string& id, const std::string& manifest, const std::string& image) {
  server.image = image;
  offer(id, manifest);
  return result(id);
}

std::string imageOf(const std::string& version, const std::string& project, int chipId) {
  return host::buildEspImage({project, version, INT64_C(1800000000000), chipId, std::string(5'000, version[0])});
}

std::string sha256Of(const std::string& bytes) {
  uint8_t hash[kHashBytes];
  char digits[kSha256Digits];
  sha256(Bytes(Text(bytes)), hash);
  return std::string(hexOf(hash, digits));
}

std::string manifestOf(const std::string& image, const Signer& key, const Json& change, const std::string& kid) {
  Json claims = {{"version", "1.1.0"}, {"chip", "ESP32"}, {"size", image.size()}, {"sha256", sha256Of(image)},
                 {"iat", 1'800'000'000}};
  claims.update(change);
  return key.sign("openlock-release+jwt", claims, kid);
}

}  // namespace esplock::test
