#include "update/reports.h"

namespace esplock {

const char* nameOf(UpdatePhase phase) {
  switch (phase) {
    case UpdatePhase::downloading: return "downloading";
    case UpdatePhase::checking: return "checking";
    case UpdatePhase::waiting: return "waiting";
    case UpdatePhase::restarting: return "restarting";
  }
  return "";
}

bool UpdateReports::progress(Text id, UpdatePhase phase, int percent) {
  if (progress_.id.view() == id && progress_.phase == phase && progress_.percent == percent) return false;
  progress_.id.assign(id);
  progress_.phase = phase;
  progress_.percent = percent;
  due_ = true;
  return true;
}

void UpdateReports::result(Text id, const char* error) {
  // The oldest goes for the newest.
  if (count_ == kMaxWaiting) resultTold();
  results_[count_].id.assign(id);
  results_[count_].error = error;
  count_++;
}

void UpdateReports::resultTold() {
  count_--;
  for (size_t each = 0; each < count_; each++) results_[each] = results_[each + 1];
}

}  // namespace esplock
