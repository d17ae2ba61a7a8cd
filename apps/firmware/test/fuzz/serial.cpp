#include "fuzz.h"
#include "improv/packet.h"
#include "serial/frame_reader.h"
#include "serial/requests.h"

using namespace esplock;

/** Lines, Improv packets and requests, in pieces of a size that the first byte says. */
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const size_t piece = 1 + data[0] % 32;
  static JsonDocument document;
  static SettingsChange change;
  FrameReader reader;
  for (size_t at = 1; at < size; at += piece) {
    fuzz::Input input(data + at, std::min(piece, size - at));
    Bytes bytes(input.bytes.data(), input.bytes.size());
    while (bytes.size > 0) {
      const SerialFrame frame = reader.next(bytes, static_cast<int64_t>(at));
      const Bytes packet(reinterpret_cast<const uint8_t*>(frame.data), frame.size);
      improv::Command command;
      Text ssid, password, where;
      SerialRequest request;
      if (frame.kind == SerialFrame::Kind::improv && improv::parseCommand(packet, command)) {
        improv::parseWifi(command.data, ssid, password);
      } else if (frame.kind == SerialFrame::Kind::line &&
                 parseSerialRequest(frame.data, frame.size, document, request) == Fault::none) {
        parseInfoParams(document, request.params);
        parseResetParams(document, request.params, password);
        parseConfigureParams(document, request.params, change, password, where);
      }
    }
  }
  return 0;
}
