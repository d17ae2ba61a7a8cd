#pragma once

#include "base/json.h"

namespace esplock {

/**
 * Reads the members of one object strictly: what is asked for must be there and fit, and what was not asked for must
 * not be there.
 *
 *     Shape shape(document, value);
 *     shape.text("ssid", ssid);
 *     if (!shape.complete()) return Fault::invalid;
 */
class Shape {
 public:
  Shape(const JsonDocument& document, const JsonValue* object)
      : document_(document), object_(object), ok_(object != nullptr && object->type == JsonType::object) {}

  /** A member that may be missing: nullptr then. */
  const JsonValue* optional(Text name) {
    const JsonValue* found = ok_ ? document_.member(*object_, name) : nullptr;
    if (found) asked_++;
    return found;
  }

  const JsonValue* required(Text name) {
    const JsonValue* found = optional(name);
    if (!found) fail(name);
    return found;
  }

  void text(Text name, Text& into) {
    const JsonValue* found = required(name);
    if (found) takeText(*found, into);
  }

  void literal(Text name, Text expected) {
    Text given;
    text(name, given);
    if (ok_ && given != expected) fail(name);
  }

  void integer(Text name, int64_t min, int64_t max, int64_t& into) {
    const JsonValue* found = required(name);
    if (!found) return;
    if (found->type != JsonType::integer || found->integer() < min || found->integer() > max) fail(name);
    into = found->integer();
  }

  void boolean(Text name, bool& into) {
    const JsonValue* found = required(name);
    if (!found) return;
    if (found->type != JsonType::boolean) fail(name);
    into = found->truth();
  }

  void takeText(const JsonValue& value, Text& into) {
    if (value.type != JsonType::text) fail(value.name);
    into = value.text();
  }

  /** Marks the whole as unfit. @param where the first member that does not fit is remembered */
  void fail(Text where) {
    if (ok_) where_ = where;
    ok_ = false;
  }
  void check(bool fits, Text where) {
    if (!fits) fail(where);
  }

  bool ok() const { return ok_; }
  Text where() const { return where_; }

  /** Whether everything fitted and nothing else was there. */
  bool complete() const {
    if (!ok_) return false;
    size_t members = 0;
    for (const JsonValue* each = document_.first(*object_); each; each = document_.next(*each)) members++;
    return members == asked_;
  }

 private:
  const JsonDocument& document_;
  const JsonValue* object_;
  bool ok_;
  size_t asked_ = 0;
  Text where_;
};

}  // namespace esplock
