#pragma once

#include "platform/background.h"
#include "platform/clock.h"
#include "platform/firmware_slots.h"
#include "platform/key_value_store.h"
#include "platform/pins.h"
#include "platform/random.h"
#include "platform/serial_port.h"
#include "platform/system.h"
#include "platform/tcp_socket.h"
#include "platform/trust.h"
#include "platform/watcher.h"
#include "platform/wifi.h"

namespace esplock {

/**
 * What a chip gives to esplock. The core never reaches around these interfaces: `esp32/` fills them in for a real chip,
 * `host/` for a Linux process, a test for itself.
 */
struct Platform {
  Clock& clock;
  Random& random;
  KeyValueStore& store;
  SerialPort& serial;
  Wifi& wifi;
  TcpSocket& socket;
  /** For the image of an update, while the other one serves the session. */
  TcpSocket& downloadSocket;
  Trust& trust;
  Pins& pins;
  System& system;
  Background& background;
  Watcher& watcher;
  FirmwareSlots& slots;
};

}  // namespace esplock
