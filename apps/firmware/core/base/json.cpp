#include "base/json.h"

#include <cmath>

#include "base/utf8.h"

namespace esplock {

/** Recursive descent, no deeper than `kJsonDepth`. */
class JsonParser {
 public:
  JsonParser(JsonDocument& document, char* buffer, size_t size)
      : values_(document.values_), at_(buffer), end_(buffer + size) {}

  Fault run() {
    space();
    value(0);
    space();
    if (fatal_ == Fault::none && at_ != end_) fatal_ = Fault::notJson;
    return fatal_ != Fault::none ? fatal_ : found_;
  }

 private:
  bool fail(Fault fault) {
    if (fatal_ == Fault::none) fatal_ = fault;
    return false;
  }

  /** What is JSON but must not be taken: the text is still read to its end, which may not be JSON at all. */
  void found(Fault fault) {
    if (found_ == Fault::none) found_ = fault;
  }

  void space() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\n' || *at_ == '\r')) at_++;
  }

  bool literal(Text word) {
    if (static_cast<size_t>(end_ - at_) < word.size() || Text(at_, word.size()) != word) return fail(Fault::notJson);
    at_ += word.size();
    return true;
  }

  bool value(size_t index) {
    if (at_ == end_) return fail(Fault::notJson);
    JsonValue& into = values_[index];
    switch (*at_) {
      case '{':
      case '[':
        return nested(index);
      case '"':
        into.type = JsonType::text;
        return text(into.text_);
      case 't':
      case 'f':
        into.type = JsonType::boolean;
        into.truth_ = *at_ == 't';
        return literal(into.truth_ ? "true" : "false");
      case 'n':
        into.type = JsonType::null;
        return literal("null");
      default:
        return number(into);
    }
  }

  bool nested(size_t index) {
    if (++depth_ > bounds::kJsonDepth) return fail(Fault::tooLarge);
    const bool object = *at_++ == '{';
    const char closing = object ? '}' : ']';
    values_[index].type = object ? JsonType::object : JsonType::array;
    space();
    size_t last = 0;
    if (at_ != end_ && *at_ == closing) {
      at_++;
      depth_--;
      return true;
    }
    for (;;) {
      const size_t child = add();
      if (child == 0) return false;
      if (object && !name(index, child)) return false;
      (last == 0 ? values_[index].firstChild : values_[last].next) = static_cast<uint16_t>(child);
      last = child;
      space();
      if (!value(child)) return false;
      space();
      if (at_ == end_) return fail(Fault::notJson);
      const char mark = *at_++;
      if (mark == closing) break;
      if (mark != ',') return fail(Fault::notJson);
      space();
    }
    depth_--;
    return true;
  }

  bool name(size_t parent, size_t child) {
    Text name;
    if (at_ == end_ || *at_ != '"') return fail(Fault::notJson);
    if (!text(name)) return false;
    space();
    if (at_ == end_ || *at_ != ':') return fail(Fault::notJson);
    at_++;
    if (name == "__proto__") found(Fault::invalid);
    for (size_t each = values_[parent].firstChild; each != 0; each = values_[each].next) {
      if (values_[each].name == name) found(Fault::duplicateMember);
    }
    values_[child].name = name;
    return true;
  }

  size_t add() {
    if (used_ == JsonDocument::kMaxValues) {
      fail(Fault::tooLarge);
      return 0;
    }
    values_[used_] = JsonValue();
    return used_++;
  }

  bool text(Text& into) {
    char* const start = ++at_;
    char* out = start;
    while (at_ != end_) {
      const auto letter = static_cast<uint8_t>(*at_);
      if (letter == '"') {
        into = Text(start, static_cast<size_t>(out - start));
        at_++;
        return true;
      }
      if (letter < 0x20) return fail(Fault::notJson);
      if (letter == '\\') {
        if (!escape(out)) return false;
        continue;
      }
      const size_t length = utf8Sequence(Text(at_, static_cast<size_t>(end_ - at_)));
      if (length == 0) return fail(Fault::notJson);
      for (size_t each = 0; each < length; each++) *out++ = *at_++;
    }
    return fail(Fault::notJson);
  }

  bool escape(char*& out) {
    at_++;
    if (at_ == end_) return fail(Fault::notJson);
    const char letter = *at_++;
    switch (letter) {
      case '"': case '\\': case '/': *out++ = letter; return true;
      case 'b': *out++ = '\b'; return true;
      case 'f': *out++ = '\f'; return true;
      case 'n': *out++ = '\n'; return true;
      case 'r': *out++ = '\r'; return true;
      case 't': *out++ = '\t'; return true;
      case 'u': return codePoint(out);
      default: return fail(Fault::notJson);
    }
  }

  bool codePoint(char*& out) {
    uint32_t unit = 0;
    if (!hex(unit)) return false;
    if (unit == 0) {
      found(Fault::invalid);
      return true;
    }
    const bool high = unit >= 0xd800 && unit <= 0xdbff;
    if (high && end_ - at_ >= 6 && at_[0] == '\\' && at_[1] == 'u') {
      char* const before = at_;
      at_ += 2;
      uint32_t low = 0;
      if (!hex(low)) return false;
      if (low >= 0xdc00 && low <= 0xdfff) {
        out += encodeUtf8(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), out);
        return true;
      }
      at_ = before;
    }
    // A lone surrogate has no UTF-8.
    if (unit >= 0xd800 && unit <= 0xdfff) {
      found(Fault::invalid);
      return true;
    }
    out += encodeUtf8(unit, out);
    return true;
  }

  bool hex(uint32_t& unit) {
    if (end_ - at_ < 4) return fail(Fault::notJson);
    for (int digit = 0; digit < 4; digit++) {
      const char letter = *at_++;
      unit <<= 4;
      if (letter >= '0' && letter <= '9') unit |= static_cast<uint32_t>(letter - '0');
      else if (letter >= 'a' && letter <= 'f') unit |= static_cast<uint32_t>(letter - 'a' + 10);
      else if (letter >= 'A' && letter <= 'F') unit |= static_cast<uint32_t>(letter - 'A' + 10);
      else return fail(Fault::notJson);
    }
    return true;
  }

  static bool isDigit(char letter) { return letter >= '0' && letter <= '9'; }
  bool digit() const { return at_ != end_ && isDigit(*at_); }

  /** Digits of a number, each put behind `value`. */
  size_t digits(double& value) {
    size_t count = 0;
    for (; digit(); at_++, count++) value = value * 10 + (*at_ - '0');
    return count;
  }

  bool number(JsonValue& into) {
    const bool negative = *at_ == '-';
    if (negative) at_++;
    if (!digit()) return fail(Fault::notJson);
    constexpr double kLargest = 9007199254740992;  // 2^53
    double value = 0;
    double exponent = 0;
    bool whole = true;
    if (*at_ == '0') {
      at_++;
      if (digit()) return fail(Fault::notJson);
    } else {
      digits(value);
    }
    if (at_ != end_ && *at_ == '.') {
      at_++;
      whole = false;
      const size_t places = digits(value);
      if (places == 0) return fail(Fault::notJson);
      exponent = -static_cast<double>(places);
    }
    if (at_ != end_ && (*at_ == 'e' || *at_ == 'E')) {
      at_++;
      whole = false;
      const bool down = at_ != end_ && *at_ == '-';
      if (at_ != end_ && (*at_ == '+' || *at_ == '-')) at_++;
      double given = 0;
      if (digits(given) == 0) return fail(Fault::notJson);
      exponent += down ? -given : given;
    }
    if (!whole) value = value == 0 ? 0 : std::ceil(value * std::pow(10, exponent));
    // Also where infinities have cancelled each other out.
    if (!(value <= kLargest)) {
      whole = false;
      value = kLargest;
    }
    into.type = whole ? JsonType::integer : JsonType::number;
    into.integer_ = static_cast<int64_t>(negative ? -value : value);
    return true;
  }

  JsonValue* values_;
  char* at_;
  char* end_;
  size_t used_ = 1;
  size_t depth_ = 0;
  Fault fatal_ = Fault::none;
  Fault found_ = Fault::none;
};

Fault JsonDocument::parse(char* buffer, size_t size, size_t maxBytes) {
  if (size > maxBytes) return Fault::tooLarge;
  values_[0] = JsonValue();
  return JsonParser(*this, buffer, size).run();
}

const JsonValue* JsonDocument::member(const JsonValue& object, Text name) const {
  if (object.type != JsonType::object) return nullptr;
  for (const JsonValue* each = first(object); each; each = next(*each)) {
    if (each->name == name) return each;
  }
  return nullptr;
}

}  // namespace esplock
