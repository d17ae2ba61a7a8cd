#pragma once

#include "base/bytes.h"

namespace esplock {

/** Whether two header names, or token values, are the same: ASCII letters of either case. */
bool equalIgnoringCase(Text a, Text b);
/** The first byte of `Content-Range: bytes 200-1000/67589` (RFC 9110, 14.4); -1 for anything else. */
int64_t firstByteOf(Text contentRange);
/** Whether a comma-separated header value has a token, in any case. */
bool hasToken(Text list, Text token);

/** Who wants to see the headers of an answer. */
class HeaderSink {
 public:
  virtual ~HeaderSink() = default;
  virtual void header(Text name, Text value) = 0;
};

/** Who takes a body as it comes, instead of having it kept: it may be of any length. */
class BodySink : public HeaderSink {
 public:
  /** All headers were seen. @returns whether the body is wanted */
  virtual bool begin(int status) = 0;
  /** @returns whether more is wanted */
  virtual bool body(Bytes bytes) = 0;
};

/**
 * Reads one HTTP/1.1 answer (RFC 9112) as it arrives, in bounded memory: a body with a length, in chunks, or until the
 * connection ends. An answer 101 ends with its headers; what follows is not HTTP.
 */
class HttpReader {
 public:
  enum class State : uint8_t { reading, done, tooLarge, malformed };

  /** Begins anew. @param body where the body goes @param sink may be nullptr */
  void start(Buffer body, HeaderSink* sink);
  /** Begins anew, for a body that is not kept. Where it is not wanted, the answer is `done` without it. */
  void start(BodySink& sink);
  /** @returns how much of it belonged to this answer */
  size_t feed(Bytes bytes);
  /** The connection has ended. */
  void end();

  State state() const { return state_; }
  int status() const { return status_; }
  Text body() const { return {reinterpret_cast<const char*>(body_), bodySize_}; }

 private:
  enum class Part : uint8_t { statusLine, headers, length, untilEnd, chunkSize, chunk, chunkEnd, trailers };

  void line();
  void statusLine(Text line);
  void headerLine(Text line);
  void headersEnd();
  void chunkSize(Text line);
  size_t take(Bytes bytes);
  bool fits(uint64_t size) const { return stream_ || size <= bodyCapacity_ - bodySize_; }

  static constexpr size_t kLineMax = 1024;
  static constexpr size_t kHeadersMax = 16 * 1024;

  HeaderSink* sink_ = nullptr;
  BodySink* stream_ = nullptr;
  uint8_t* body_ = nullptr;
  size_t bodyCapacity_ = 0;
  size_t bodySize_ = 0;
  State state_ = State::malformed;
  Part part_ = Part::statusLine;
  int status_ = 0;
  bool chunked_ = false;
  bool hasLength_ = false;
  /** Of the body, or of the chunk. */
  uint64_t left_ = 0;
  size_t headerBytes_ = 0;
  char line_[kLineMax];
  size_t lineSize_ = 0;
};

}  // namespace esplock
