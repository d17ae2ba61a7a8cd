#include "bench/bench.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "bench/board.h"
#include "bench/control.h"
#include "bench/factory.h"
#include "bench/ports.h"

namespace esplock::host {
namespace {

constexpr size_t kMaxControllers = 8;
constexpr size_t kControlLineMax = 16 * 1024;
volatile sig_atomic_t stopped = 0;

/** A connection to the control port, and the line that it has begun. */
struct Controller {
  int fd;
  std::string begun;
};

class Bench {
 public:
  Bench(const Options& options)
      : board_(options, [this](const char* event) { tell(event); },
               [this](const uint8_t* data, size_t size) { fromChip(data, size); }) {}

  bool open(const Options& options);
  void run();

 private:
  void tell(const char* event) {
    const std::string line = eventLine(board_, event);
    for (Controller& each : controllers_) writeAll(each.fd, line.data(), line.size());
  }

  void fromChip(const uint8_t* data, size_t size) {
    if (!board_.state().plugged) return;
    if (uart_ >= 0 && !writeAll(uart_, data, size)) hangUp();
    if (terminal_ >= 0 && write(terminal_, data, size) < 0) return;
  }

  void hangUp() {
    if (uart_ >= 0) close(uart_);
    uart_ = -1;
  }

  void acceptUart();
  void acceptController();
  void readUart(int fd);
  /** @returns false once it is gone */
  bool readController(Controller& from);

  Board board_;
  int uartListener_ = -1;
  int controlListener_ = -1;
  int uart_ = -1;
  int terminal_ = -1;
  std::vector<Controller> controllers_;
};

bool Bench::open(const Options& options) {
  int uartPort = 0;
  int controlPort = 0;
  uartListener_ = listenOn(options.uartPort, uartPort);
  controlListener_ = listenOn(options.controlPort, controlPort);
  if (uartListener_ < 0 || controlListener_ < 0) {
    std::fprintf(stderr, "a port is taken already\n");
    return false;
  }
  std::string path;
  if (options.pty) terminal_ = openTerminal(path);
  std::printf("listening: uart 127.0.0.1:%d, control 127.0.0.1:%d%s%s\n", uartPort, controlPort,
              path.empty() ? "" : ", terminal ", path.c_str());
  std::fflush(stdout);
  if (options.powered) board_.powerOn();
  return true;
}

void Bench::run() {
  while (!stopped) {
    std::vector<pollfd> wait = {{board_.fd(), POLLIN, 0},
                                {uartListener_, POLLIN, 0},
                                {controlListener_, POLLIN, 0},
                                {uart_, POLLIN, 0},
                                {terminal_, POLLIN, 0}};
    for (const Controller& each : controllers_) wait.push_back({each.fd, POLLIN, 0});
    if (poll(wait.data(), wait.size(), -1) < 0) continue;
    board_.listen();
    if (!board_.state().plugged) hangUp();
    if (wait[1].revents) acceptUart();
    if (wait[3].revents) readUart(uart_);
    if (wait[4].revents) readUart(terminal_);
    for (size_t each = 0; each + 5 < wait.size(); each++) {
      if (wait[each + 5].revents && !readController(controllers_[each])) controllers_[each].fd = -1;
    }
    controllers_.erase(std::remove_if(controllers_.begin(), controllers_.end(), [](auto& c) { return c.fd < 0; }),
                       controllers_.end());
    if (wait[2].revents) acceptController();
    if (!board_.state().plugged) hangUp();
  }
}

void Bench::acceptUart() {
  const int fd = acceptFrom(uartListener_);
  if (fd < 0) return;
  // One at a time holds a serial port, and none where the cable is off.
  if (uart_ >= 0 || !board_.state().plugged) close(fd);
  else uart_ = fd;
}

void Bench::acceptController() {
  const int fd = acceptFrom(controlListener_);
  if (fd < 0) return;
  if (controllers_.size() == kMaxControllers) {
    close(fd);
    return;
  }
  controllers_.push_back({fd, {}});
  const std::string line = snapshotOf(board_);
  writeAll(fd, line.data(), line.size());
}

void Bench::readUart(int fd) {
  uint8_t data[4096];
  const ssize_t size = fd < 0 ? -1 : read(fd, data, sizeof data);
  if (size > 0 && board_.state().plugged) board_.uart(data, static_cast<size_t>(size));
  else if (size == 0 && fd == uart_) hangUp();
  else if (size < 0 && fd == uart_ && errno != EAGAIN) hangUp();
}

bool Bench::readController(Controller& from) {
  char data[4096];
  const ssize_t size = read(from.fd, data, sizeof data);
  if (size <= 0) {
    if (size < 0 && errno == EAGAIN) return true;
    close(from.fd);
    return false;
  }
  from.begun.append(data, static_cast<size_t>(size));
  for (size_t end = from.begun.find('\n'); end != std::string::npos; end = from.begun.find('\n')) {
    const std::string answer = control(board_, from.begun.substr(0, end));
    from.begun.erase(0, end + 1);
    if (!writeAll(from.fd, answer.data(), answer.size())) break;
  }
  return from.begun.size() <= kControlLineMax;
}

}  // namespace

int runBench(const Options& options) {
  struct sigaction action {};
  action.sa_handler = [](int) { stopped = 1; };
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);
  if (!flashFirstImage(options)) return 1;
  Bench bench(options);
  if (!bench.open(options)) return 1;
  bench.run();
  return 0;
}

}  // namespace esplock::host
