#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

#include "link.h"
#include "options.h"

namespace esplock::host {

/** What one sees of a board from outside. */
struct BoardState {
  bool power = false;
  bool plugged = true;
  /** Drawn back by the relay on the lock pin. */
  bool unlocked = false;
  int boltMoves = 0;
  int resets = 0;
  /** Ends of the program that nobody asked for. */
  int crashes = 0;
  /** To the store and the flash, since the process began. */
  int64_t writes = 0;
  bool lit = false;
  uint8_t led[3] = {};
  std::string pattern;
  std::string stage;
  /** Of the image that runs. */
  std::string version;
};

/**
 * The board around the chip: its power, its pins and what a person can do to it. The chip is a process of its own, so that
 * a power cut is the end of a process: nothing in it can prevent or notice it.
 */
class Board {
 public:
  /** What happened, for whoever watches; names are those of the virtual door. */
  using Observer = std::function<void(const char* event)>;

  Board(const Options& options, Observer observer, std::function<void(const uint8_t*, size_t)> uart);
  ~Board();

  void powerOn();
  void powerOff();
  void pressReset();
  void advance(int64_t ms);
  void uart(const uint8_t* data, size_t size);

  const BoardState& state() const { return state_; }
  World& world() { return options_.world; }
  void worldChanged();
  void setPlugged(bool plugged);
  /** The power goes in the middle of the write that many from now; 0 for none. */
  void cutAtWrite(int64_t writes, double done);
  int64_t cutAtWrite() const { return cutAtWrite_; }

  /** To wait on; -1 while there is no power. */
  int fd() const { return link_ ? link_->fd() : -1; }
  /** Takes in what the chip has said. */
  void listen();

 private:
  void boot(int64_t wallMs, const char* cause);
  void kill();
  void take(Kind kind, const std::vector<uint8_t>& data);
  void ended();
  void pinsFloat();
  int64_t wallMs() const;

  Options options_;
  Observer observer_;
  std::function<void(const uint8_t*, size_t)> uart_;
  BoardState state_;
  pid_t chip_ = -1;
  Link* link_ = nullptr;
  bool wallSet_ = false;
  int64_t wallBase_ = 0;
  int64_t wallSinceMs_ = 0;
  int64_t cutAtWrite_ = 0;
  double cutDone_ = 0.5;
  std::vector<uint8_t> data_;
};

}  // namespace esplock::host
