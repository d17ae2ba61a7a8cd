#include "socket/websocket_reader.h"

#include <algorithm>

#include "base/errors.h"

namespace esplock {
namespace {

constexpr uint8_t kContinuation = 0;
constexpr uint8_t kBinary = 2;
constexpr uint8_t kClose = 8;
constexpr uint8_t kPing = 9;
constexpr uint8_t kPong = 10;

WebSocketEvent fault(uint16_t code) {
  WebSocketEvent event;
  event.kind = WebSocketEvent::Kind::fault;
  event.code = code;
  return event;
}

size_t headLength(uint8_t second) {
  const uint8_t length = second & 0x7f;
  return length == 126 ? 4 : length == 127 ? 10 : 2;
}

}  // namespace

void WebSocketReader::start(Buffer message) {
  message_ = message.data;
  capacity_ = message.capacity;
  messageSize_ = controlSize_ = headSize_ = 0;
  inMessage_ = false;
  part_ = Part::head;
  left_ = 0;
}

WebSocketEvent WebSocketReader::next(Bytes& bytes) {
  for (;;) {
    if (part_ == Part::head) {
      WebSocketEvent event;
      if (!takeHead(bytes, event)) return event;
    }
    const bool control = opcode_ >= kClose;
    const size_t size = static_cast<size_t>(std::min<uint64_t>(bytes.size, left_));
    uint8_t* const into = control ? control_ + controlSize_ : message_ + messageSize_;
    if (size > 0) std::memcpy(into, bytes.data, size);
    (control ? controlSize_ : messageSize_) += size;
    bytes = Bytes(bytes.data + size, bytes.size - size);
    left_ -= size;
    if (left_ > 0) return {};
    part_ = Part::head;
    const WebSocketEvent event = frameEnd();
    if (event.kind != WebSocketEvent::Kind::none) return event;
    if (bytes.size == 0) return {};
  }
}

bool WebSocketReader::takeHead(Bytes& bytes, WebSocketEvent& event) {
  while (headSize_ < 2 || headSize_ < headLength(head_[1])) {
    if (bytes.size == 0) return false;
    head_[headSize_++] = bytes.data[0];
    bytes = Bytes(bytes.data + 1, bytes.size - 1);
  }
  final_ = (head_[0] & 0x80) != 0;
  opcode_ = head_[0] & 0x0f;
  const uint8_t length = head_[1] & 0x7f;
  left_ = length;
  if (length >= 126) {
    left_ = 0;
    for (size_t at = 2; at < headSize_; at++) left_ = (left_ << 8) | head_[at];
  }
  headSize_ = 0;
  const bool control = opcode_ >= kClose;
  const bool reserved = (head_[0] & 0x70) != 0;
  const bool masked = (head_[1] & 0x80) != 0;
  const bool known = opcode_ <= kBinary || (opcode_ >= kClose && opcode_ <= kPong);
  const bool order = control || (opcode_ == kContinuation) == inMessage_;
  if (reserved || masked || !known || !order || (control && (!final_ || left_ > sizeof control_))) {
    event = fault(closeCode::kFraming);
    return false;
  }
  if (opcode_ == kBinary) {
    event = fault(closeCode::kUnsupported);
    return false;
  }
  if (!control && left_ > capacity_ - (inMessage_ ? messageSize_ : 0)) {
    event = fault(closeCode::kTooLarge);
    return false;
  }
  if (control) controlSize_ = 0;
  else if (!inMessage_) messageSize_ = 0;
  if (!control) inMessage_ = true;
  part_ = Part::payload;
  return true;
}

WebSocketEvent WebSocketReader::frameEnd() {
  WebSocketEvent event;
  switch (opcode_) {
    case kClose:
      if (controlSize_ == 1) return fault(closeCode::kFraming);
      event.kind = WebSocketEvent::Kind::close;
      event.code = controlSize_ < 2 ? closeCode::kNoCode : static_cast<uint16_t>((control_[0] << 8) | control_[1]);
      break;
    case kPing:
    case kPong:
      event.kind = opcode_ == kPing ? WebSocketEvent::Kind::ping : WebSocketEvent::Kind::pong;
      event.data = reinterpret_cast<char*>(control_);
      event.size = controlSize_;
      break;
    default:
      if (!final_) break;
      inMessage_ = false;
      event.kind = WebSocketEvent::Kind::text;
      event.data = reinterpret_cast<char*>(message_);
      event.size = messageSize_;
  }
  return event;
}

}  // namespace esplock
