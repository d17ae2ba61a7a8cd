#include "chip/bench_link.h"

#include <unistd.h>

#include <cstring>

namespace esplock::host {

void BenchLink::tell(Kind kind, const void* data, size_t size) {
  if (!link_.send(kind, data, size)) _exit(0);
}

void BenchLink::listen() {
  Kind kind;
  while (link_.receive(false, kind, data_)) take(kind);
  if (link_.closed()) _exit(0);
}

void BenchLink::awaitWorld() { awaitOne(Kind::world); }

WriteVerdict BenchLink::askWrite() {
  tell(Kind::askWrite);
  awaitOne(Kind::write);
  WriteVerdict verdict;
  std::memcpy(&verdict, data_.data(), sizeof verdict);
  return verdict;
}

void BenchLink::awaitOne(Kind wanted) {
  Kind kind;
  do {
    if (!link_.receive(true, kind, data_)) {
      if (link_.closed()) _exit(0);
      continue;
    }
    take(kind);
  } while (kind != wanted);
}

void BenchLink::take(Kind kind) {
  switch (kind) {
    case Kind::uartIn: uart_.insert(uart_.end(), data_.begin(), data_.end()); break;
    case Kind::world: std::memcpy(&world_, data_.data(), sizeof world_); break;
    case Kind::advance: {
      int64_t ms = 0;
      std::memcpy(&ms, data_.data(), sizeof ms);
      advancedMs_ += ms;
      break;
    }
    default: break;
  }
}

}  // namespace esplock::host
