#include "socket/frames.h"

#include "base/json_shape.h"
#include "base/names.h"

namespace esplock {
namespace {

/** `^[A-Za-z0-9_.-]+$`. */
bool isSealedText(Text text, size_t max) {
  if (text.empty() || text.size() > max) return false;
  for (char letter : text) {
    const bool alphanumeric = (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
                              (letter >= '0' && letter <= '9');
    if (!alphanumeric && letter != '_' && letter != '.' && letter != '-') return false;
  }
  return true;
}

}  // namespace

Fault parseRelayFrame(char* text, size_t size, JsonDocument& document, RelayFrame& into) {
  const Fault fault = document.parse(text, size, bounds::kFrameBytes);
  if (fault != Fault::none) return fault;
  Shape shape(document, &document.root());
  Text type;
  shape.text("type", type);
  if (type == "welcome") {
    into.type = RelayFrame::Type::welcome;
    shape.integer("serverTime", 0, bounds::kLastMs, into.serverTime);
    shape.integer("keepAliveSeconds", 1, 300, into.keepAliveSeconds);
  } else if (type == "command") {
    into.type = RelayFrame::Type::command;
    shape.text("id", into.id);
    shape.text("jwe", into.jwe);
    shape.check(isJti(into.id) && isSealedText(into.jwe, bounds::kCommandBytes), "id or jwe");
  } else if (type == "status") {
    into.type = RelayFrame::Type::status;
    shape.text("id", into.id);
    shape.check(isFrameId(into.id), "id");
  } else if (type == "update") {
    into.type = RelayFrame::Type::update;
    shape.text("id", into.id);
    shape.text("manifest", into.manifest);
    shape.text("url", into.url);
    shape.check(isFrameId(into.id) && isServerPath(into.url), "id or url");
    shape.check(isSealedText(into.manifest, bounds::kManifestBytes), "manifest");
  } else {
    return Fault::invalid;
  }
  return shape.complete() ? Fault::none : Fault::invalid;
}

}  // namespace esplock
