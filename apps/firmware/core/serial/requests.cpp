#include "serial/requests.h"

#include "base/utf8.h"

namespace esplock {
namespace {

/** The present door password. */
void takePassword(Shape& shape, Text& into) {
  into = {};
  if (const JsonValue* password = shape.optional("password")) shape.takeText(*password, into);
  shape.check(utf16Length(into) <= 256, "password");
}

}  // namespace

Fault parseSerialRequest(char* line, size_t size, JsonDocument& document, SerialRequest& into) {
  const Fault fault = document.parse(line, size, bounds::kSerialLineBytes);
  if (fault != Fault::none) return fault;
  Shape shape(document, &document.root());
  shape.literal("jsonrpc", "2.0");
  into.id = shape.required("id");
  shape.text("method", into.method);
  into.params = shape.optional("params");
  if (!shape.complete()) return Fault::invalid;
  const bool number = into.id->type == JsonType::integer;
  const bool text = into.id->type == JsonType::text && utf16Length(into.id->text()) <= 40;
  const bool params = !into.params || into.params->type == JsonType::object;
  return (number || text) && params && utf16Length(into.method) <= 40 ? Fault::none : Fault::invalid;
}

bool parseInfoParams(const JsonDocument& document, const JsonValue* params) {
  return !params || Shape(document, params).complete();
}

bool parseConfigureParams(const JsonDocument& document, const JsonValue* params, SettingsChange& into, Text& password,
                          Text& where) {
  into.clear();
  into.atCable = true;
  Shape shape(document, params);
  const JsonValue* settings = shape.required("settings");
  if (const JsonValue* claim = shape.optional("claim")) {
    Text text;
    shape.takeText(*claim, text);
    into.claim.emplace();
    shape.check(isClaimCode(text) && into.claim->assign(text), "claim");
  }
  takePassword(shape, password);
  if (!shape.complete()) {
    where = shape.ok() ? Text("unknown member") : shape.where();
    return false;
  }
  return parseSettings(document, settings, into, where);
}

bool parseResetParams(const JsonDocument& document, const JsonValue* params, Text& password) {
  password = {};
  if (!params) return true;
  Shape shape(document, params);
  takePassword(shape, password);
  return shape.complete();
}

}  // namespace esplock
