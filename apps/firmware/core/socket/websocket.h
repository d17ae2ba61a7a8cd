#pragma once

#include "base/fixed_text.h"
#include "network/http_reader.h"
#include "network/tls_stream.h"
#include "socket/websocket_reader.h"

namespace esplock {

/** A WebSocket client (RFC 6455) over the TLS stream: for the device socket, and no more than that needs. */
class WebSocket : private HeaderSink {
 public:
  enum class State : uint8_t { closed, opening, open };

  /** @param reader for the answer to the handshake */
  WebSocket(TlsStream& stream, Random& random, HttpReader& reader) : stream_(stream), random_(random), reader_(reader) {}

  /**
   * Sends the handshake over an open stream.
   *
   * @param path with its query @param token of the `Authorization` header @param message for one incoming message
   */
  void open(Text authority, Text path, Text token, Text protocol, Buffer message);

  /** Goes on with the handshake. @returns a `close` where it failed */
  WebSocketEvent pollOpening();
  /** Goes on, once it is open. @returns what happened, one thing at a time: call it until it says `none` */
  WebSocketEvent poll();

  State state() const { return state_; }
  /** The HTTP status of an upgrade that was refused; 0 for an answer that is none. */
  int refusedStatus() const { return reader_.status(); }

  /** Where the next text may be written, so that sending it takes no other memory. */
  Buffer room();
  /** @returns false where it cannot be taken: then the socket is as good as gone */
  bool sendText(Text text) { return sendFrame(1, Bytes(text)) && flush(); }
  bool ping() { return sendFrame(9, Bytes()) && flush(); }
  /** Says goodbye and closes. */
  void close(uint16_t code);

 private:
  static constexpr size_t kOutBytes = 4 * 1024;
  /** Of a frame that is masked, up to 64 KiB (RFC 6455, 5.2). */
  static constexpr size_t kHeadMax = 8;

  void header(Text name, Text value) override;
  bool upgraded() const;
  bool sendFrame(uint8_t opcode, Bytes payload);
  bool flush();
  bool fill();
  WebSocketEvent readFrames();
  WebSocketEvent ended(uint16_t code);

  TlsStream& stream_;
  Random& random_;
  State state_ = State::closed;
  HttpReader& reader_;
  WebSocketReader frames_;
  uint8_t* message_ = nullptr;
  size_t messageCapacity_ = 0;
  FixedText<32> protocol_;
  char accept_[28];
  bool acceptFits_ = false, upgradeFits_ = false, connectionFits_ = false, protocolFits_ = false;
  uint8_t in_[1024];
  Bytes unread_;
  uint8_t out_[kOutBytes];
  size_t outSize_ = 0;
};

}  // namespace esplock
