#pragma once

#include <sys/random.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "chip/bench_link.h"
#include "platform/platform.h"

namespace esplock::host {

/** The small parts of a chip, on Linux. The larger ones have files of their own. */

class HostClock : public Clock {
 public:
  HostClock(BenchLink& bench, int64_t wallMs) : bench_(bench), base_(wallMs) {}

  int64_t uptimeMs() override {
    const auto passed = std::chrono::steady_clock::now() - start_;
    return std::chrono::duration_cast<std::chrono::milliseconds>(passed).count() + bench_.advancedMs();
  }
  int64_t wallMs() override {
    const Faults& faults = bench_.world().faults;
    const auto counted = static_cast<int64_t>(static_cast<double>(uptimeMs() - sinceMs_) * faults.clockRate);
    return base_ + counted + faults.clockOffsetMs;
  }
  void setWall(int64_t ms) override {
    base_ = ms;
    sinceMs_ = uptimeMs();
    bench_.tell(Kind::clock, &ms, sizeof ms);
  }

 private:
  BenchLink& bench_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  int64_t base_;
  int64_t sinceMs_ = 0;
};

class HostRandom : public Random {
 public:
  void fill(Buffer out) override {
    for (size_t done = 0; done < out.capacity;) {
      const ssize_t size = getrandom(out.data + done, out.capacity - done, 0);
      if (size > 0) done += static_cast<size_t>(size);
    }
  }
};

class HostSerial : public SerialPort {
 public:
  explicit HostSerial(BenchLink& bench) : bench_(bench) {}
  void write(Bytes bytes) override { bench_.tell(Kind::uart, bytes.data, bytes.size); }
  size_t read(Buffer out) override {
    size_t size = 0;
    for (auto& uart = bench_.uart(); size < out.capacity && !uart.empty(); uart.pop_front()) {
      out.data[size++] = uart.front();
    }
    return size;
  }

 private:
  BenchLink& bench_;
};

class HostPins : public Pins {
 public:
  explicit HostPins(BenchLink& bench) : bench_(bench) {}
  void setBolt(bool drawn) override { bench_.tell(Kind::bolt, &drawn, sizeof drawn); }
  void setLed(const Rgb* colour) override { bench_.tell(Kind::led, colour, colour ? sizeof *colour : 0); }
  bool contactOpen() override { return bench_.world().contactOpen; }
  bool tampered() override { return bench_.world().tampered; }

 private:
  BenchLink& bench_;
};

class HostWatcher : public Watcher {
 public:
  explicit HostWatcher(BenchLink& bench) : bench_(bench) {}
  void pattern(Text name) override { bench_.tell(Kind::pattern, name.data(), name.size()); }
  void stage(Text name) override { bench_.tell(Kind::stage, name.data(), name.size()); }

 private:
  BenchLink& bench_;
};

class HostBackground : public Background {
 public:
  ~HostBackground() override {
    if (thread_.joinable()) thread_.join();
  }
  void start(void (*work)(void*), void* argument) override {
    thread_ = std::thread([this, work, argument] {
      work(argument);
      done_ = true;
    });
  }
  bool done() override { return done_; }

 private:
  std::thread thread_;
  std::atomic<bool> done_{false};
};

}  // namespace esplock::host
