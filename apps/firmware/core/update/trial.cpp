#include "update/trial.h"

#include "base/bounds.h"
#include "base/names.h"

namespace esplock {

Trial::Trial(Clock& chip, Log& log, FirmwareSlots& slots, SecureStore& store, SettingsStore& settings,
             UpdateReports& reports, SlotHash& running)
    : chip_(chip),
      log_(log),
      slots_(slots),
      store_(store),
      settings_(settings),
      reports_(reports),
      running_(running),
      underWay_(slots.onTrial()) {
  if (!underWay_) return;
  log_.info("update", "on trial: kept once the relay is reached, within %d s",
            static_cast<int>(bounds::kConfirmMs / 1000));
}

bool Trial::poll() {
  if (!underWay_ || given_) return false;
  const Settings& settings = settings_.current();
  const bool target = settings.wifi && settings.server && settings.doorId;
  if (target && chip_.uptimeMs() < bounds::kConfirmMs) return false;
  given_ = true;
  log_.error("update", "%s: the image before runs again",
             target ? "the relay was not reached in time" : "no settings to reach a relay with");
  return true;
}

void Trial::passed() {
  if (underWay_) {
    if (!slots_.keep()) {
      log_.error("update", "the new image could not be kept");
      return;
    }
    underWay_ = false;
    log_.info("update", "the new image is kept");
  }
  char kept[kSha256Digits + kUpdateIdMax];
  const int size = store_.read(keys::kUpdate, Buffer(reinterpret_cast<uint8_t*>(kept), sizeof kept));
  if (size == SecureStore::kNone) return;
  const Text text(kept, size > 0 ? static_cast<size_t>(size) : 0);
  if (text.size() > kSha256Digits && isFrameId(text.substr(kSha256Digits))) {
    const bool runs = text.substr(0, kSha256Digits) == running_.finish();
    reports_.result(text.substr(kSha256Digits), runs ? nullptr : "rolled-back");
  }
  forget();
}

bool Trial::remember(Text id, Text sha256) {
  char kept[kSha256Digits + kUpdateIdMax];
  if (sha256.size() != kSha256Digits || id.size() > kUpdateIdMax) return false;
  sha256.copy(kept, kSha256Digits);
  id.copy(kept + kSha256Digits, kUpdateIdMax);
  return store_.write(keys::kUpdate, Bytes(Text(kept, kSha256Digits + id.size())));
}

}  // namespace esplock
