#pragma once

#include "base/bounds.h"
#include "base/bytes.h"
#include "base/errors.h"

namespace esplock {

enum class JsonType : uint8_t { null, boolean, integer, number, text, array, object };

/** A value in a `JsonDocument`. Texts lie, unescaped, in the buffer that was parsed. */
class JsonValue {
 public:
  JsonValue() : integer_(0) {}

  JsonType type = JsonType::null;
  /** Indices into the document; 0 ends a list, for the root is nobody's child. */
  uint16_t firstChild = 0;
  uint16_t next = 0;
  Text name;

  /** Of a `text`; empty for any other. */
  Text text() const { return type == JsonType::text ? text_ : Text(); }
  /**
   * Of an `integer`: exact, -2^53 to 2^53. Of a `number`: away from zero to the next whole one, within those. 0 for any
   * other.
   */
  int64_t integer() const { return type == JsonType::integer || type == JsonType::number ? integer_ : 0; }
  /** Of a `boolean`; false for any other. */
  bool truth() const { return type == JsonType::boolean && truth_; }

 private:
  friend class JsonParser;

  /** There are many values, and each is one of these. */
  union {
    bool truth_;
    int64_t integer_;
    Text text_;
  };
};

/**
 * JSON as every message of the protocol is parsed: I-JSON (RFC 7493) and a little stricter, bounded in length, depth and
 * number of values; nothing is allocated. No valid message of the protocol has nearly as many values.
 */
class JsonDocument {
 public:
  static constexpr size_t kMaxValues = 256;

  /**
   * Parses in place: texts are unescaped inside `buffer`, which must live as long as what is read from here.
   *
   * @param maxBytes longest text taken
   * @returns `none`, `too-large`, `not-json`, `duplicate-member` or `invalid`
   */
  Fault parse(char* buffer, size_t size, size_t maxBytes);

  const JsonValue& root() const { return values_[0]; }

  /** The children of an array or object, in their order: `for (auto* v = doc.first(o); v; v = doc.next(*v))`. */
  const JsonValue* first(const JsonValue& parent) const { return at(parent.firstChild); }
  const JsonValue* next(const JsonValue& sibling) const { return at(sibling.next); }

  /** A member of an object, or nullptr. */
  const JsonValue* member(const JsonValue& object, Text name) const;

 private:
  const JsonValue* at(uint16_t index) const { return index == 0 ? nullptr : &values_[index]; }

  friend class JsonParser;
  JsonValue values_[kMaxValues];
};

/** A text of what was parsed, to be decoded where it lies: it is in the buffer that was given to `parse`. */
inline char* writable(Text text) { return const_cast<char*>(text.data()); }

}  // namespace esplock
