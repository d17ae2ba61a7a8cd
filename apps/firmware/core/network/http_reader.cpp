#include "network/http_reader.h"

#include <algorithm>

namespace esplock {
namespace {

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; }

Text trim(Text text) {
  const auto blank = [](char letter) { return letter == ' ' || letter == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

/** Digits alone, and few enough of them. */
bool parseNumber(Text text, int base, uint64_t& value) {
  if (text.empty() || text.size() > 12) return false;
  value = 0;
  for (char each : text) {
    const char letter = lower(each);
    int digit = -1;
    if (letter >= '0' && letter <= '9') digit = letter - '0';
    else if (base == 16 && letter >= 'a' && letter <= 'f') digit = letter - 'a' + 10;
    if (digit < 0) return false;
    value = value * static_cast<uint64_t>(base) + static_cast<uint64_t>(digit);
  }
  return true;
}

}  // namespace

bool equalIgnoringCase(Text a, Text b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return lower(x) == lower(y);
         });
}

bool hasToken(Text list, Text token) {
  for (;;) {
    const size_t comma = list.find(',');
    if (equalIgnoringCase(trim(list.substr(0, comma)), token)) return true;
    if (comma == Text::npos) return false;
    list.remove_prefix(comma + 1);
  }
}

int64_t firstByteOf(Text contentRange) {
  constexpr Text kUnit = "bytes ";
  const size_t dash = contentRange.find('-');
  const size_t slash = contentRange.find('/');
  if (dash == Text::npos || slash == Text::npos || dash < kUnit.size() || slash < dash) return -1;
  if (!equalIgnoringCase(contentRange.substr(0, kUnit.size()), kUnit)) return -1;
  uint64_t first = 0, last = 0, all = 0;
  const Text length = contentRange.substr(slash + 1);
  const bool whole = parseNumber(contentRange.substr(kUnit.size(), dash - kUnit.size()), 10, first) &&
                     parseNumber(contentRange.substr(dash + 1, slash - dash - 1), 10, last) &&
                     (length == "*" || parseNumber(length, 10, all));
  return whole && first <= last ? static_cast<int64_t>(first) : -1;
}

void HttpReader::start(BodySink& sink) {
  start(Buffer(nullptr, 0), &sink);
  stream_ = &sink;
}

void HttpReader::start(Buffer body, HeaderSink* sink) {
  sink_ = sink;
  stream_ = nullptr;
  body_ = body.data;
  bodyCapacity_ = body.capacity;
  bodySize_ = 0;
  state_ = State::reading;
  part_ = Part::statusLine;
  status_ = 0;
  chunked_ = hasLength_ = false;
  left_ = 0;
  headerBytes_ = 0;
  lineSize_ = 0;
}

size_t HttpReader::feed(Bytes bytes) {
  size_t used = 0;
  while (used < bytes.size && state_ == State::reading) {
    if (part_ == Part::length || part_ == Part::chunk || part_ == Part::untilEnd) {
      used += take(Bytes(bytes.data + used, bytes.size - used));
      continue;
    }
    const char letter = static_cast<char>(bytes.data[used++]);
    if (++headerBytes_ > kHeadersMax) state_ = State::malformed;
    else if (letter == '\n') line();
    // Of a longer header only the beginning is kept: none that matters here is as long.
    else if (lineSize_ < kLineMax) line_[lineSize_++] = letter;
  }
  return used;
}

void HttpReader::end() {
  if (state_ != State::reading) return;
  state_ = part_ == Part::untilEnd ? State::done : State::malformed;
}

void HttpReader::line() {
  Text text(line_, lineSize_);
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  lineSize_ = 0;
  switch (part_) {
    case Part::statusLine: statusLine(text); break;
    case Part::headers: text.empty() ? headersEnd() : headerLine(text); break;
    case Part::chunkSize: chunkSize(text); break;
    case Part::chunkEnd:
      if (text.empty()) part_ = Part::chunkSize;
      else state_ = State::malformed;
      break;
    case Part::trailers:
      if (text.empty()) state_ = State::done;
      break;
    default: break;
  }
}

void HttpReader::statusLine(Text line) {
  uint64_t status = 0;
  const bool http = line.substr(0, 7) == "HTTP/1." && line.size() >= 12 && line[8] == ' ';
  if (!http || !parseNumber(line.substr(9, 3), 10, status) || status < 100 || status > 599) {
    state_ = State::malformed;
    return;
  }
  status_ = static_cast<int>(status);
  part_ = Part::headers;
}

void HttpReader::headerLine(Text line) {
  const size_t colon = line.find(':');
  if (colon == Text::npos || colon == 0) {
    state_ = State::malformed;
    return;
  }
  const Text name = line.substr(0, colon);
  const Text value = trim(line.substr(colon + 1));
  if (equalIgnoringCase(name, "content-length")) {
    // Two lengths are two answers (RFC 9112, 6.3).
    if (hasLength_ || !parseNumber(value, 10, left_)) state_ = State::malformed;
    hasLength_ = true;
  } else if (equalIgnoringCase(name, "transfer-encoding")) {
    chunked_ = hasToken(value, "chunked");
    if (!chunked_) state_ = State::malformed;
  }
  if (sink_) sink_->header(name, value);
}

void HttpReader::headersEnd() {
  if (status_ >= 100 && status_ < 200 && status_ != 101) {
    part_ = Part::statusLine;
    return;
  }
  if (stream_ && !stream_->begin(status_)) {
    state_ = State::done;
    return;
  }
  if (status_ == 101 || status_ == 204 || status_ == 304) state_ = State::done;
  else if (chunked_ && hasLength_) state_ = State::malformed;
  else if (chunked_) part_ = Part::chunkSize;
  else if (!hasLength_) part_ = Part::untilEnd;
  else if (!fits(left_)) state_ = State::tooLarge;
  else if (left_ == 0) state_ = State::done;
  else part_ = Part::length;
}

void HttpReader::chunkSize(Text line) {
  const Text digits = trim(line.substr(0, line.find(';')));
  if (!parseNumber(digits, 16, left_)) state_ = State::malformed;
  else if (!fits(left_)) state_ = State::tooLarge;
  else part_ = left_ == 0 ? Part::trailers : Part::chunk;
}

size_t HttpReader::take(Bytes bytes) {
  size_t size = bytes.size;
  if (part_ != Part::untilEnd) size = static_cast<size_t>(std::min<uint64_t>(size, left_));
  if (!fits(size)) {
    state_ = State::tooLarge;
    return 0;
  }
  if (stream_) {
    if (!stream_->body(Bytes(bytes.data, size))) {
      state_ = State::done;
      return size;
    }
  } else {
    std::memcpy(body_ + bodySize_, bytes.data, size);
    bodySize_ += size;
  }
  if (part_ == Part::untilEnd) return size;
  left_ -= size;
  if (left_ == 0 && part_ == Part::length) state_ = State::done;
  if (left_ == 0 && part_ == Part::chunk) part_ = Part::chunkEnd;
  return size;
}

}  // namespace esplock
