#pragma once

#include "base/bounds.h"
#include "base/bytes.h"

namespace esplock {

/** What a server's bytes on a WebSocket amount to. */
struct WebSocketEvent {
  enum class Kind : uint8_t {
    none,
    text,
    ping,
    pong,
    close,
    /** The server breaks RFC 6455 or a bound of ours; `code` is what to close with. */
    fault,
  };
  Kind kind = Kind::none;
  /** Of a text: a part of the message buffer, which may be changed. Of a ping: what to answer with. */
  char* data = nullptr;
  size_t size = 0;
  uint16_t code = 0;
};

/** Reads the frames of a WebSocket server (RFC 6455, 5) in bounded memory; fragments of a message are joined. */
class WebSocketReader {
 public:
  /** Begins anew. @param message for one whole message */
  void start(Buffer message);

  /** Takes bytes from the front of `bytes` until something is whole. @returns `none` when all are used up */
  WebSocketEvent next(Bytes& bytes);

 private:
  enum class Part : uint8_t { head, payload };

  bool takeHead(Bytes& bytes, WebSocketEvent& fault);
  WebSocketEvent frameEnd();

  uint8_t* message_ = nullptr;
  size_t capacity_ = 0;
  size_t messageSize_ = 0;
  bool inMessage_ = false;
  uint8_t control_[125];
  size_t controlSize_ = 0;
  uint8_t head_[10];
  size_t headSize_ = 0;
  Part part_ = Part::head;
  uint8_t opcode_ = 0;
  bool final_ = false;
  uint64_t left_ = 0;
};

}  // namespace esplock
