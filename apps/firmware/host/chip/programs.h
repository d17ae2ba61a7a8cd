#pragma once

#include <optional>

#include "platform/key_value_store.h"
#include "platform/tcp_socket.h"
#include "settings/secure_store.h"

namespace esplock::host {

/** What this program's own image calls itself. */
constexpr char kOwnProject[] = "esplock-host";

/**
 * What an image makes a chip do. A process of Linux runs no machine code of an ESP32: the image is a real one, read, checked
 * and chosen as on the chip, and names one of these programs. All but one are for tests, and the same as the virtual
 * door's.
 */
enum class Program : uint8_t {
  esplock,
  /** esplock that reaches no relay. */
  deaf,
  /** esplock whose settings look empty to it. */
  forgetful,
  /** Crashes before it has done anything. */
  crashing,
};

/** @returns nothing for a project that this chip has no program of: it stands still until the watchdog resets it */
inline std::optional<Program> programOf(Text project) {
  if (project == kOwnProject || project == "esplock-virtual") return Program::esplock;
  if (project == "test-deaf") return Program::deaf;
  if (project == "test-forgetful") return Program::forgetful;
  if (project == "test-crashing") return Program::crashing;
  return std::nullopt;
}

class DeafSocket : public TcpSocket {
 public:
  void connect(Text, uint16_t) override { state_ = State::failed; }
  State state() override { return state_; }
  int send(Bytes) override { return -1; }
  int receive(Buffer) override { return -1; }
  void close() override { state_ = State::closed; }

 private:
  State state_ = State::closed;
};

class ForgetfulStore : public KeyValueStore {
 public:
  explicit ForgetfulStore(KeyValueStore& store) : store_(store) {}
  int read(const char* key, Buffer out) override {
    return Text(key) == keys::kSettings ? -1 : store_.read(key, out);
  }
  bool write(const char* key, Bytes value) override { return store_.write(key, value); }
  bool remove(const char* key) override { return store_.remove(key); }
  bool removeAll() override { return store_.removeAll(); }

 private:
  KeyValueStore& store_;
};

}  // namespace esplock::host
