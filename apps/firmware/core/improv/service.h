#pragma once

#include "improv/packet.h"
#include "serial/frame_reader.h"
#include "serial/rpc.h"

namespace esplock {

/**
 * Improv Wi-Fi Serial. It knows no password, so a configured device takes new Wi-Fi from whoever holds its cable, as far
 * as that Wi-Fi works; the relay there still has to prove itself by its certificate.
 */
class ImprovService : private WifiTrial {
 public:
  explicit ImprovService(const SerialParts& parts) : parts_(parts) {}

  void handle(const SerialFrame& frame);
  /** Goes on with what takes its time. */
  void poll();

 private:
  /** One command that takes its time. */
  enum class Pending : uint8_t { none, waiting, trying, scanning };

  bool storeWorking() override;
  void trialEnded(WifiFailure failure, bool stored) override;

  void join(Bytes data);
  void finishScan(int found);
  void state();
  void info();
  void error(uint8_t code);
  void result(uint8_t command, const Text* texts, size_t count);
  void write(uint8_t type, Bytes data);

  SerialParts parts_;
  Pending pending_ = Pending::none;
  WifiSettings wanted_;
};

}  // namespace esplock
