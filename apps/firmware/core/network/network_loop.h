#pragma once

#include "network/relay_link.h"
#include "network/trouble.h"
#include "update/fetch.h"

namespace esplock {

/** Who wants Wi-Fi settings tried. */
class WifiTrial {
 public:
  virtual ~WifiTrial() = default;
  /** They work: the moment to store them. @returns false where that failed; then the device goes back to what it had */
  virtual bool storeWorking() = 0;
  /** It is over. @param failure why they do not work; `none` where they do, stored or not */
  virtual void trialEnded(WifiFailure failure, bool stored) = 0;
};

/** Keeps the device on Wi-Fi and at its relay, and begins again whenever that ends. */
class NetworkLoop : public RelayAccess {
 public:
  NetworkLoop(const RelayParts& parts, Wifi& wifi);

  void start() override;
  bool stop() override;
  Text token() override { return relay_.token(); }
  void poll();
  /** Stops for good: the device is about to restart, and must not look online meanwhile. */
  void halt();

  bool wifiJoined() { return wifi_.state() == Wifi::State::joined; }
  bool isTrying() const { return state_ == State::trying; }
  /** Tries Wi-Fi settings, and stores them only when they work. After a failure the device goes back to what it had. */
  void tryWifi(const WifiSettings& settings, WifiTrial& trial);

  /** Tells the relay, where there is one, how the door is. */
  void sendStatus() { relay_.session().sendStatus({}); }

 private:
  enum class State : uint8_t { stopped, deciding, joining, joined, relaying, waiting, trying };

  void decide();
  void pollJoin();
  void pollTrial();
  void joined(const WifiSettings& settings);
  void notJoined(WifiFailure failure, const WifiSettings& settings);
  /** Counts the time since the last poll. @returns whether a Wi-Fi on trial was joined for its time without a welcome */
  bool turnIsOver();
  /** The other Wi-Fi on trial has its turn. */
  void swapWifi();
  void wait(int64_t ms);
  void join(const WifiSettings& settings);
  /** @returns whether the attempt is over: the state of Wi-Fi, or too much time */
  bool joinOver(WifiFailure& failure);

  RelayParts parts_;
  Wifi& wifi_;
  Backoff backoff_;
  RelayLink relay_;
  State state_ = State::stopped;
  bool halted_ = false;
  bool linked_ = false;
  int failedJoins_ = 0;
  /** For how long the present Wi-Fi has been joined without a welcome, since its turn began. */
  int64_t unwelcomedMs_ = 0;
  int64_t polledAtMs_ = 0;
  int64_t deadlineMs_ = 0;
  WifiSettings wanted_;
  WifiTrial* trial_ = nullptr;
};

}  // namespace esplock
