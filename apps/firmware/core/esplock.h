#pragma once

#include "device/device_key.h"
#include "improv/service.h"
#include "network/https_fetch.h"
#include "platform/platform.h"

namespace esplock {

/**
 * esplock, the program of the device: everything of one boot, in one object of fixed size. `poll` does what there is to
 * do and never waits.
 */
class Esplock : private SessionHost {
 public:
  explicit Esplock(Platform& platform);

  void poll();

 private:
  void welcomed() override { trial_.passed(); }
  void restartSoon() override;

  void readSerial();
  void tellChanges();

  Platform& platform_;
  char nonce_[kNonceLength];
  Log log_;
  Led led_;
  Progress progress_;
  SecureStore store_;
  JsonDocument document_;
  SettingsStore settings_;
  DoorClock clock_;
  EventJournal events_;
  Lock lock_;
  Sensors sensors_;
  StatusReport status_;
  OfflineGuard offlineGuard_;
  PasswordGuard guard_;
  Revocations revocations_;
  SignatureGuard signatures_;
  ReplayMemory replay_;
  DeviceKey key_;
  TlsStream stream_;
  HttpReader reader_;
  WebSocket socket_;
  CommandProcessor commands_;
  TlsStream downloadStream_;
  HttpsFetch fetch_;
  Download download_;
  UpdateReports reports_;
  /** Of the image that runs. */
  SlotHash running_;
  Trial trial_;
  Updater updater_;
  Session session_;
  NetworkLoop network_;
  FrameReader frames_;
  SerialRpc rpc_;
  ImprovService improv_;
  /** 0 while none is wanted. */
  int64_t restartAtMs_ = 0;
  bool statusDue_ = false;
  int64_t statusAtMs_ = 0;
};

}  // namespace esplock
