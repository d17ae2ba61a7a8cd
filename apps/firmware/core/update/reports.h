#pragma once

#include "base/fixed_text.h"

namespace esplock {

constexpr size_t kUpdateIdMax = 86;

enum class UpdatePhase : uint8_t { downloading, checking, waiting, restarting };
const char* nameOf(UpdatePhase phase);

struct UpdateProgress {
  FixedText<kUpdateIdMax> id;
  UpdatePhase phase = UpdatePhase::downloading;
  int percent = -1;
};

struct UpdateResult {
  FixedText<kUpdateIdMax> id;
  /** One of the protocol's errors, a literal; nullptr for 200. */
  const char* error = nullptr;
};

/** What the relay is told of an update (section 5): progress while there is a session, results also in the next one. */
class UpdateReports {
 public:
  /** @returns whether this is news: it is told at most once a percent */
  bool progress(Text id, UpdatePhase phase, int percent);
  /** Says once more how far the update is. */
  void repeat() { due_ = progress_.percent >= 0; }
  /** @param error a literal; nullptr for 200 */
  void result(Text id, const char* error);

  /** What a session has to send: progress first, then results. nullptr for nothing. */
  const UpdateProgress* dueProgress() const { return due_ ? &progress_ : nullptr; }
  void progressTold() { due_ = false; }
  const UpdateResult* oldestResult() const { return count_ > 0 ? &results_[0] : nullptr; }
  void resultTold();

 private:
  /** A relay that hears nothing asks for the status. */
  static constexpr size_t kMaxWaiting = 4;

  UpdateProgress progress_;
  bool due_ = false;
  UpdateResult results_[kMaxWaiting];
  size_t count_ = 0;
};

}  // namespace esplock
