#pragma once

#include "command/open.h"
#include "door/lock.h"
#include "socket/frames.h"
#include "update/download.h"
#include "update/trial.h"

namespace esplock {

struct UpdaterParts {
  Clock& chip;
  Log& log;
  Led& led;
  System& system;
  Lock& lock;
  SettingsStore& settings;
  FirmwareSlots& slots;
  UpdateReports& reports;
  Trial& trial;
  /** Hash of the image that runs. */
  SlotHash& running;
  Download& download;
  RelayAccess& relay;
  JsonDocument& document;
};

/** Updates over the air (section 5), one at a time, up to the restart into the new image. */
class Updater {
 public:
  explicit Updater(const UpdaterParts& parts) : parts_(parts), written_(parts.slots) {}

  /** The relay offers an image. */
  void offer(const RelayFrame& frame);
  /** @returns true where the device shall restart now, into the new image */
  bool poll();

 private:
  enum class State : uint8_t { idle, downloading, received, checking, checked, waiting, leaving };

  /** @returns why the manifest is refused, or nullptr */
  const char* admit(Text manifest);
  void received();
  void check();
  void waitForLock();
  bool leave();
  void stay(const char* error);
  void tell(UpdatePhase phase, int percent);

  UpdaterParts parts_;
  /** What the spare slot reads back. */
  SlotHash written_;
  State state_ = State::idle;
  FixedText<kUpdateIdMax> id_;
  FixedText<256> url_;
  FixedText<kSha256Digits> sha256_;
  size_t size_ = 0;
  int64_t waitingSinceMs_ = 0;
  int64_t giveUpAtMs_ = 0;
  int64_t leaveAtMs_ = 0;
};

}  // namespace esplock
