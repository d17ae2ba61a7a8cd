#include "bench/board.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstring>

namespace esplock::host {
namespace {

int64_t steadyMs() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::string textOf(const std::vector<uint8_t>& data) { return {data.begin(), data.end()}; }

}  // namespace

Board::Board(const Options& options, Observer observer, std::function<void(const uint8_t*, size_t)> uart)
    : options_(options), observer_(std::move(observer)), uart_(std::move(uart)) {}

Board::~Board() {
  // Nobody is left to hear of it.
  observer_ = [](const char*) {};
  kill();
}

void Board::powerOn() {
  if (state_.power) return;
  state_.power = true;
  boot(options_.clockStartMs, "power-on");
}

void Board::powerOff() {
  if (!state_.power) return;
  kill();
  state_.power = false;
  observer_("power");
}

void Board::pressReset() {
  if (!state_.power) return;
  // The real-time clock goes on over a reset.
  const int64_t wall = wallMs();
  kill();
  boot(wall, "reset-button");
}

void Board::boot(int64_t wall, const char* cause) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0) std::perror("socketpair");
  wallBase_ = wall;
  wallSinceMs_ = steadyMs();
  state_.resets++;
  fflush(nullptr);
  chip_ = fork();
  if (chip_ == 0) {
    // It does not outlive its board.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const std::string fd = std::to_string(ends[1]);
    const std::string start = std::to_string(wall);
    const char* arguments[] = {"esplock-host", "--link-fd", fd.c_str(), "--wall", start.c_str(), "--dir",
                               options_.dir.c_str(), "--chip", options_.chip.c_str(),
                               options_.paced ? nullptr : "--no-pacing", nullptr, nullptr};
    int last = options_.paced ? 9 : 10;
    if (!options_.efuse) arguments[last] = "--no-efuse";
    execv("/proc/self/exe", const_cast<char**>(arguments));
    _exit(127);
  }
  close(ends[1]);
  // Later chips, and whatever else is started, must not hold this end.
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  link_ = new Link(ends[0]);
  worldChanged();
  observer_(cause);
}

void Board::kill() {
  if (chip_ <= 0) return;
  ::kill(chip_, SIGKILL);
  waitpid(chip_, nullptr, 0);
  chip_ = -1;
  close(link_->fd());
  delete link_;
  link_ = nullptr;
  pinsFloat();
}

void Board::pinsFloat() {
  // A resistor holds the lock pin low whenever the chip does not drive it.
  if (state_.unlocked) {
    state_.unlocked = false;
    state_.boltMoves++;
    observer_("bolt");
  }
  if (state_.lit) {
    state_.lit = false;
    observer_("led");
  }
  state_.pattern.clear();
  state_.stage.clear();
  state_.version.clear();
}

int64_t Board::wallMs() const { return wallBase_ + steadyMs() - wallSinceMs_; }

void Board::advance(int64_t ms) {
  wallSinceMs_ -= ms;
  if (link_) link_->send(Kind::advance, &ms, sizeof ms);
}

void Board::uart(const uint8_t* data, size_t size) {
  if (link_) link_->send(Kind::uartIn, data, size);
}

void Board::worldChanged() {
  if (link_) link_->send(Kind::world, &options_.world, sizeof options_.world);
}

void Board::setPlugged(bool plugged) { state_.plugged = plugged; }

void Board::cutAtWrite(int64_t writes, double done) {
  cutAtWrite_ = writes;
  cutDone_ = done;
}

void Board::listen() {
  Kind kind;
  while (link_ && link_->receive(false, kind, data_)) take(kind, data_);
  if (link_ && link_->closed()) ended();
}

void Board::take(Kind kind, const std::vector<uint8_t>& data) {
  switch (kind) {
    case Kind::uart: uart_(data.data(), data.size()); break;
    case Kind::bolt:
      if (state_.unlocked == (data[0] != 0)) break;
      state_.unlocked = data[0] != 0;
      state_.boltMoves++;
      observer_("bolt");
      break;
    case Kind::led:
      state_.lit = !data.empty();
      if (state_.lit) std::memcpy(state_.led, data.data(), sizeof state_.led);
      observer_("led");
      break;
    case Kind::pattern:
      state_.pattern = textOf(data);
      observer_("pattern");
      break;
    case Kind::stage:
      state_.stage = textOf(data);
      observer_("stage");
      break;
    case Kind::image:
      state_.version = textOf(data);
      observer_("started");
      break;
    case Kind::clock:
      std::memcpy(&wallBase_, data.data(), sizeof wallBase_);
      wallSinceMs_ = steadyMs();
      break;
    case Kind::askWrite: {
      state_.writes++;
      const WriteVerdict verdict{cutAtWrite_ == 1, cutDone_};
      if (cutAtWrite_ > 0) cutAtWrite_--;
      link_->send(Kind::write, &verdict, sizeof verdict);
      break;
    }
    default: break;
  }
}

void Board::ended() {
  int status = 0;
  waitpid(chip_, &status, 0);
  const int64_t wall = wallMs();
  chip_ = -1;
  close(link_->fd());
  delete link_;
  link_ = nullptr;
  pinsFloat();
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  if (code == kExitPowerCut) {
    state_.power = false;
    observer_("power");
  } else if (code == kExitRestart) {
    boot(wall, "software");
  } else if (code == kExitPanic) {
    boot(wall, "panic");
  } else if (code == kExitWatchdog) {
    boot(wall, "watchdog");
  } else {
    state_.crashes++;
    std::fprintf(stderr, "the program crashed (status %d)\n", status);
    boot(wall, "crash");
  }
}

}  // namespace esplock::host
