#include "socket/websocket_reader.h"

#include "fuzz.h"

using namespace esplock;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const size_t piece = 1 + data[0] % 64;
  std::vector<uint8_t> message(512);
  WebSocketReader reader;
  reader.start(Buffer(message.data(), message.size()));
  for (size_t at = 1; at < size; at += piece) {
    fuzz::Input input(data + at, std::min(piece, size - at));
    Bytes bytes(input.bytes.data(), input.bytes.size());
    do {
      const size_t before = bytes.size;
      const WebSocketEvent event = reader.next(bytes);
      if (event.kind == WebSocketEvent::Kind::fault) return 0;
      HOLDS(event.size <= message.size());
      if (event.kind == WebSocketEvent::Kind::text) HOLDS(event.data == reinterpret_cast<char*>(message.data()));
      if (event.kind == WebSocketEvent::Kind::none) HOLDS(bytes.size == 0 || bytes.size < before);
    } while (bytes.size > 0);
  }
  return 0;
}
