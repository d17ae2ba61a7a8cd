#include "improv/packet.h"

#include "fuzz.h"

using namespace esplock;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  const Bytes bytes(input.bytes.data(), size);
  improv::Command command;
  Text ssid, password;
  if (improv::parseCommand(bytes, command)) HOLDS(command.data.size == size - 2);
  if (improv::parseWifi(bytes, ssid, password)) HOLDS(ssid.size() + password.size() + 2 == size);
  const Text texts[] = {input.text(), input.text()};
  uint8_t packet[improv::kPacketMax];
  HOLDS(improv::writeResult(improv::kScan, texts, 2, packet) <= sizeof packet);
  return 0;
}
