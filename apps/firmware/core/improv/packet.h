#pragma once

#include "base/bytes.h"

/** Improv Wi-Fi Serial: https://www.improv-wifi.com/serial/ */
namespace esplock::improv {

constexpr uint8_t kStatePacket = 1, kErrorPacket = 2, kCommandPacket = 3, kResultPacket = 4;
constexpr uint8_t kReady = 2, kProvisioning = 3, kProvisioned = 4;
constexpr uint8_t kNoError = 0, kInvalidPacket = 1, kUnknownCommand = 2, kUnableToConnect = 3, kUnknownError = 0xff;
constexpr uint8_t kSendWifi = 1, kCurrentState = 2, kDeviceInfo = 3, kScan = 4;

/** IMPROV, version, type, length, at most 255 bytes, checksum, line break. */
constexpr size_t kPacketMax = 6 + 3 + 255 + 2;

struct Command {
  uint8_t command = 0;
  Bytes data;
};

/** @returns false where the lengths do not fit */
bool parseCommand(Bytes packet, Command& into);

/** The SSID and password of a `send Wi-Fi settings` command. @returns false where they do not fit, or are no UTF-8 */
bool parseWifi(Bytes data, Text& ssid, Text& password);

/** A packet from the device, with the line break that ends it for readers of the log. @returns its size */
size_t writePacket(uint8_t type, Bytes data, uint8_t (&out)[kPacketMax]);

/** The answer to a command: texts, each behind its length. @returns 0 where they do not fit */
size_t writeResult(uint8_t command, const Text* texts, size_t count, uint8_t (&out)[kPacketMax]);

}  // namespace esplock::improv
