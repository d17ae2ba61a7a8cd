#include "socket/websocket.h"

#include <algorithm>
#include <cstdio>

#include "base/base64url.h"
#include "base/errors.h"
#include "crypto/sha256.h"

namespace esplock {
namespace {

/** RFC 6455, 1.3. */
constexpr Text kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

}  // namespace

void WebSocket::open(Text authority, Text path, Text token, Text protocol, Buffer message) {
  uint8_t nonce[16];
  random_.fill(nonce);
  char key[24 + 36];
  const size_t keySize = encodeBase64(nonce, key);
  const int length = std::snprintf(reinterpret_cast<char*>(out_), sizeof out_,
                                   "GET %.*s HTTP/1.1\r\nHost: %.*s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                   "Sec-WebSocket-Key: %.*s\r\nSec-WebSocket-Version: 13\r\n"
                                   "Sec-WebSocket-Protocol: %.*s\r\nAuthorization: Bearer %.*s\r\n\r\n",
                                   static_cast<int>(path.size()), path.data(), static_cast<int>(authority.size()),
                                   authority.data(), static_cast<int>(keySize), key,
                                   static_cast<int>(protocol.size()), protocol.data(),
                                   static_cast<int>(token.size()), token.data());
  outSize_ = length > 0 && static_cast<size_t>(length) < sizeof out_ ? static_cast<size_t>(length) : 0;
  std::memcpy(key + keySize, kGuid.data(), kGuid.size());
  uint8_t hash[20];
  sha1(Bytes(Text(key, keySize + kGuid.size())), hash);
  encodeBase64(hash, accept_);
  protocol_.assign(protocol);
  acceptFits_ = upgradeFits_ = connectionFits_ = protocolFits_ = false;
  message_ = message.data;
  messageCapacity_ = message.capacity;
  unread_ = {};
  reader_.start(message, this);
  state_ = State::opening;
}

void WebSocket::header(Text name, Text value) {
  if (equalIgnoringCase(name, "upgrade")) upgradeFits_ = equalIgnoringCase(value, "websocket");
  else if (equalIgnoringCase(name, "connection")) connectionFits_ = hasToken(value, "upgrade");
  else if (equalIgnoringCase(name, "sec-websocket-accept")) acceptFits_ = value == Text(accept_, sizeof accept_);
  else if (equalIgnoringCase(name, "sec-websocket-protocol")) protocolFits_ = value == protocol_.view();
}

bool WebSocket::upgraded() const {
  return reader_.status() == 101 && upgradeFits_ && connectionFits_ && acceptFits_ && protocolFits_;
}

bool WebSocket::fill() {
  if (!flush()) return false;
  if (unread_.size > 0) return true;
  const int size = stream_.read(in_);
  if (size < 0) return false;
  unread_ = Bytes(in_, static_cast<size_t>(size));
  return true;
}

WebSocketEvent WebSocket::pollOpening() {
  if (state_ != State::opening) return {};
  if (!fill()) return ended(closeCode::kAbnormal);
  const size_t used = reader_.feed(unread_);
  unread_ = Bytes(unread_.data + used, unread_.size - used);
  // An answer that refuses is not read to its end: its status says enough.
  const bool waits = reader_.state() == HttpReader::State::reading && (reader_.status() == 0 || reader_.status() == 101);
  if (waits) return {};
  if (reader_.state() != HttpReader::State::done || !upgraded()) return ended(closeCode::kAbnormal);
  state_ = State::open;
  frames_.start(Buffer(message_, messageCapacity_));
  return {};
}

WebSocketEvent WebSocket::poll() {
  if (state_ != State::open) return {};
  return fill() ? readFrames() : ended(closeCode::kAbnormal);
}

WebSocketEvent WebSocket::readFrames() {
  const WebSocketEvent event = frames_.next(unread_);
  switch (event.kind) {
    case WebSocketEvent::Kind::ping:
      sendFrame(10, Bytes(reinterpret_cast<const uint8_t*>(event.data), event.size));
      return event;
    case WebSocketEvent::Kind::close:
      close(event.code == closeCode::kNoCode ? 1000 : event.code);
      return event;
    case WebSocketEvent::Kind::fault:
      close(event.code);
      return ended(event.code);
    default:
      return event;
  }
}

WebSocketEvent WebSocket::ended(uint16_t code) {
  state_ = State::closed;
  stream_.close();
  WebSocketEvent event;
  event.kind = WebSocketEvent::Kind::close;
  event.code = code;
  return event;
}

void WebSocket::close(uint16_t code) {
  if (state_ == State::closed) return;
  if (state_ == State::open) {
    const uint8_t payload[] = {static_cast<uint8_t>(code >> 8), static_cast<uint8_t>(code)};
    sendFrame(8, payload);
    flush();
  }
  state_ = State::closed;
  stream_.close();
}

Buffer WebSocket::room() {
  const size_t used = std::min(sizeof out_, outSize_ + kHeadMax);
  return {out_ + used, sizeof out_ - used};
}

bool WebSocket::sendFrame(uint8_t opcode, Bytes payload) {
  const size_t head = payload.size < 126 ? 2 : 4;
  if (state_ != State::open || payload.size > 0xffff || sizeof out_ - outSize_ < head + 4 + payload.size) return false;
  uint8_t* at = out_ + outSize_;
  *at++ = static_cast<uint8_t>(0x80 | opcode);
  if (head == 2) {
    *at++ = static_cast<uint8_t>(0x80 | payload.size);
  } else {
    *at++ = 0x80 | 126;
    *at++ = static_cast<uint8_t>(payload.size >> 8);
    *at++ = static_cast<uint8_t>(payload.size);
  }
  uint8_t mask[4];
  random_.fill(mask);
  std::memcpy(at, mask, sizeof mask);
  at += sizeof mask;
  // Front to back: the payload may lie behind its place.
  for (size_t each = 0; each < payload.size; each++) *at++ = payload.data[each] ^ mask[each % 4];
  outSize_ += head + 4 + payload.size;
  return true;
}

bool WebSocket::flush() {
  while (outSize_ > 0) {
    const int written = stream_.write(Bytes(out_, outSize_));
    if (written < 0) return false;
    if (written == 0) return true;
    outSize_ -= static_cast<size_t>(written);
    std::memmove(out_, out_ + written, outSize_);
  }
  return true;
}

}  // namespace esplock
