#pragma once

#include <optional>

#include "flash/flash.h"

namespace esplock::host {

/**
 * Which slot boots (ESP-IDF, "Over The Air Updates", OTA data partition): two sectors, each with a sequence number, a state
 * and a CRC over the number; the higher valid number wins.
 */
class OtaData {
 public:
  enum State : uint32_t { fresh = 0, pendingVerify = 1, valid = 2, invalid = 3, aborted = 4, undefined = 0xffffffff };
  struct Entry {
    uint32_t sequence;
    uint32_t state;
    size_t slot() const { return (sequence - 1) % layout::kSlots; }
  };

  explicit OtaData(Flash& flash) : flash_(flash) {}

  /** What boots; nothing where neither entry is valid. */
  std::optional<Entry> selected() { return read(current()); }
  /**
   * Makes a slot the one that boots. Its entry takes the place of the one that does not count now, so that a power cut in
   * the middle leaves what booted before.
   */
  bool select(size_t slot, State state);
  /** Sets the state of the entry that counts. */
  bool setState(State state);
  /**
   * What the bootloader does with an update that has not proved itself (CONFIG_BOOTLOADER_APP_ROLLBACK_ENABLE): the first
   * boot marks it pending, a second boot while it is still pending gives it up, and the slot before it runs again.
   */
  void takeBootStep();

 private:
  /** The number of the entry that counts; -1 for none. */
  int current();
  std::optional<Entry> read(int index);
  bool write(int index, Entry entry);

  Flash& flash_;
};

}  // namespace esplock::host
