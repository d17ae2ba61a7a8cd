#pragma once

#include "device/log.h"
#include "settings/settings_store.h"
#include "update/reports.h"
#include "update/slot_hash.h"

namespace esplock {

/** Whether the image that runs is kept (section 5, 5). A restart without `passed` brings the one before back. */
class Trial {
 public:
  /** @param running hash of the image that runs */
  Trial(Clock& chip, Log& log, FirmwareSlots& slots, SecureStore& store, SettingsStore& settings,
        UpdateReports& reports, SlotHash& running);

  bool underWay() const { return underWay_; }
  /** @returns true where the device shall restart now: the image is not kept */
  bool poll();
  /** The relay has welcomed this device. */
  void passed();

  /** Keeps an update for the image that boots next, or the one that comes back. @param sha256 of the new image */
  bool remember(Text id, Text sha256);
  /** The relay has heard how it went, or the update did not get as far. */
  void forget() { store_.remove(keys::kUpdate); }

 private:
  Clock& chip_;
  Log& log_;
  FirmwareSlots& slots_;
  SecureStore& store_;
  SettingsStore& settings_;
  UpdateReports& reports_;
  SlotHash& running_;
  bool underWay_;
  bool given_ = false;
};

}  // namespace esplock
