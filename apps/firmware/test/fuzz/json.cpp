#include "base/json.h"

#include <functional>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "fuzz.h"

using namespace esplock;

/** Every text that was taken is UTF-8 without U+0000, and no name is there twice. */
static void inspect(const JsonDocument& document, const JsonValue& value, size_t depth) {
  HOLDS(depth <= bounds::kJsonDepth + 1);
  HOLDS(isUtf8(value.text()) && value.text().find('\0') == Text::npos);
  for (const JsonValue* each = document.first(value); each; each = document.next(*each)) {
    HOLDS(isUtf8(each->name));
    if (value.type == JsonType::object) HOLDS(document.member(value, each->name) == each);
    inspect(document, *each, depth + 1);
  }
}

static void write(JsonWriter& out, const JsonDocument& document, const JsonValue& value) {
  switch (value.type) {
    case JsonType::null: out.raw("null"); break;
    case JsonType::boolean: out.boolean(value.truth()); break;
    case JsonType::integer: out.integer(value.integer()); break;
    case JsonType::number: out.raw("1.5"); break;
    case JsonType::text: out.text(value.text()); break;
    case JsonType::array:
      out.beginArray();
      for (auto* each = document.first(value); each; each = document.next(*each)) write(out, document, *each);
      out.endArray();
      break;
    case JsonType::object:
      out.beginObject();
      for (auto* each = document.first(value); each; each = document.next(*each)) {
        out.name(each->name);
        write(out, document, *each);
      }
      out.endObject();
  }
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  static JsonDocument document;
  if (document.parse(input.chars(), size, 16 * 1024) != Fault::none) return 0;
  inspect(document, document.root(), 1);
  // What is written again is taken again.
  static char text[128 * 1024];
  JsonWriter out(text, sizeof text);
  write(out, document, document.root());
  HOLDS(out.ok());
  static JsonDocument again;
  HOLDS(again.parse(text, out.view().size(), sizeof text) == Fault::none);
  return 0;
}
