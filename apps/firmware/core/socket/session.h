#pragma once

#include "command/process.h"
#include "socket/frames.h"
#include "socket/websocket.h"
#include "update/updater.h"

namespace esplock {

/** What a session asks of whoever runs it. */
class SessionHost {
 public:
  virtual ~SessionHost() = default;
  /** The relay has welcomed this device. */
  virtual void welcomed() = 0;
  /** The device shall restart, its answer being on its way. */
  virtual void restartSoon() = 0;
};

/** One device socket (section 3), from its opening to its end. */
class Session {
 public:
  Session(Clock& chip, Log& log, Led& led, DoorClock& clock, StatusReport& status, EventJournal& events,
          CommandProcessor& commands, Updater& updater, UpdateReports& reports, JsonDocument& document,
          WebSocket& socket);

  /** The socket has just opened. */
  void begin(SessionHost& host);
  /** @returns false once it has ended */
  bool poll();
  void close(uint16_t code);

  /** Whether the relay has welcomed this device, and is still there. */
  bool isWelcomed() const { return open_ && welcomed_; }
  /** As closed, by either side. */
  uint16_t endCode() const { return endCode_; }
  /** Milliseconds since the `welcome`; -1 where there was none. */
  int64_t lastedMs() const { return lastedMs_; }

  /** Tells the relay how the door is: as the answer to `id`, or unasked where that is empty. */
  void sendStatus(Text id);

 private:
  void handleWebSocketMessage(char* text, size_t size);
  void welcome(const RelayFrame& frame);
  void command(const RelayFrame& frame);
  void sendKeepAlive();
  void sendEvents();
  void sendReports();
  void send(const JsonWriter& frame);
  void heard();
  void ended(uint16_t code);

  Clock& chip_;
  Log& log_;
  Led& led_;
  DoorClock& clock_;
  StatusReport& status_;
  EventJournal& events_;
  CommandProcessor& commands_;
  Updater& updater_;
  UpdateReports& reports_;
  JsonDocument& document_;
  WebSocket& socket_;
  SessionHost* host_ = nullptr;
  bool open_ = false;
  bool welcomed_ = false;
  int64_t welcomedAtMs_ = 0;
  int64_t silentAtMs_ = 0;
  int64_t keepAliveMs_ = 0;
  int64_t keepAliveAtMs_ = 0;
  uint16_t endCode_ = 0;
  int64_t lastedMs_ = -1;
};

}  // namespace esplock
