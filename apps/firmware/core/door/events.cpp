#include "door/events.h"

#include <algorithm>

namespace esplock {

EventJournal::EventJournal(DoorClock& clock, SecureStore& store)
    : clock_(clock), store_(store), seq_(std::max<int64_t>(0, store.readNumber(keys::kEventSeq))) {}

void EventJournal::report(const char* name, int64_t seconds) {
  const int64_t seq = seq_++;
  // Stored before it is told: no number is ever used twice.
  store_.writeNumber(keys::kEventSeq, seq_);
  if (count_ == kCapacity) told();
  waiting_[(first_ + count_++) % kCapacity] = {seq, clock_.now(), name, seconds};
}

void EventJournal::told() {
  first_ = (first_ + 1) % kCapacity;
  count_--;
}

}  // namespace esplock
