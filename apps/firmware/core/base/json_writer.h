#pragma once

#include "base/bytes.h"

namespace esplock {

/** Writes JSON into a fixed buffer. What does not fit marks the whole as not `ok`, and nothing of it may be sent. */
class JsonWriter {
 public:
  JsonWriter(char* buffer, size_t capacity) : buffer_(buffer), capacity_(capacity) {}
  explicit JsonWriter(Buffer buffer) : JsonWriter(reinterpret_cast<char*>(buffer.data), buffer.capacity) {}

  JsonWriter& beginObject() { return open('{'); }
  JsonWriter& endObject() { return shut('}'); }
  JsonWriter& beginArray() { return open('['); }
  JsonWriter& endArray() { return shut(']'); }

  JsonWriter& name(Text name) {
    text(name);
    put(':');
    comma_ = false;
    return *this;
  }
  JsonWriter& text(Text value);
  JsonWriter& integer(int64_t value);
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  /** JSON that is JSON already. */
  JsonWriter& raw(Text json) {
    separate();
    put(json);
    comma_ = true;
    return *this;
  }

  JsonWriter& member(Text key, Text value) { return name(key).text(value); }
  JsonWriter& member(Text key, const char* value) { return name(key).text(value); }
  JsonWriter& member(Text key, int64_t value) { return name(key).integer(value); }
  JsonWriter& member(Text key, int value) { return name(key).integer(value); }
  JsonWriter& member(Text key, bool value) { return name(key).boolean(value); }
  /** base64url of bytes. */
  JsonWriter& member(Text key, Bytes value);

  /** Ends a line; for what is written to a serial line. */
  void newline() { put('\n'); }

  bool ok() const { return ok_; }
  Text view() const { return {buffer_, size_}; }

 private:
  JsonWriter& open(char bracket) {
    separate();
    put(bracket);
    comma_ = false;
    return *this;
  }
  JsonWriter& shut(char bracket) {
    put(bracket);
    comma_ = true;
    return *this;
  }
  void separate() {
    if (comma_) put(',');
  }
  void put(char letter) {
    if (size_ < capacity_) buffer_[size_++] = letter;
    else ok_ = false;
  }
  void put(Text text) {
    for (char letter : text) put(letter);
  }

  char* buffer_;
  size_t capacity_;
  size_t size_ = 0;
  bool comma_ = false;
  bool ok_ = true;
};

}  // namespace esplock
