#include "improv/packet.h"

#include "base/utf8.h"
#include "serial/frame_reader.h"

namespace esplock::improv {

bool parseCommand(Bytes packet, Command& into) {
  if (packet.size < 2 || packet.data[1] != packet.size - 2) return false;
  into.command = packet.data[0];
  into.data = Bytes(packet.data + 2, packet.size - 2);
  return true;
}

bool parseWifi(Bytes data, Text& ssid, Text& password) {
  if (data.size < 2) return false;
  const size_t ssidLength = data.data[0];
  if (data.size < ssidLength + 2) return false;
  const size_t passwordLength = data.data[ssidLength + 1];
  if (data.size != ssidLength + passwordLength + 2) return false;
  ssid = data.text().substr(1, ssidLength);
  password = data.text().substr(ssidLength + 2);
  return isUtf8(ssid) && isUtf8(password);
}

size_t writePacket(uint8_t type, Bytes data, uint8_t (&out)[kPacketMax]) {
  if (data.size > 255) return 0;
  std::memcpy(out, kImprovHeader.data(), kImprovHeader.size());
  size_t size = kImprovHeader.size();
  out[size++] = kImprovVersion;
  out[size++] = type;
  out[size++] = static_cast<uint8_t>(data.size);
  if (data.size > 0) std::memcpy(out + size, data.data, data.size);
  size += data.size;
  uint8_t sum = 0;
  for (size_t at = 0; at < size; at++) sum = static_cast<uint8_t>(sum + out[at]);
  out[size++] = sum;
  out[size++] = '\n';
  return size;
}

size_t writeResult(uint8_t command, const Text* texts, size_t count, uint8_t (&out)[kPacketMax]) {
  uint8_t data[255];
  size_t size = 2;
  for (size_t each = 0; each < count; each++) {
    if (size + 1 + texts[each].size() > sizeof data) return 0;
    data[size++] = static_cast<uint8_t>(texts[each].size());
    size += texts[each].copy(reinterpret_cast<char*>(data + size), texts[each].size());
  }
  data[0] = command;
  data[1] = static_cast<uint8_t>(size - 2);
  return writePacket(kResultPacket, Bytes(data, size), out);
}

}  // namespace esplock::improv
