#include "fuzz.h"
#include "network/http_reader.h"
#include "registration/register.h"

using namespace esplock;

namespace {

/** Takes what it wants of a body, and looks at its range. */
class Taker : public BodySink {
 public:
  explicit Taker(size_t wanted) : left_(wanted) {}
  void header(Text, Text value) override { HOLDS(firstByteOf(value) >= -1); }
  bool begin(int status) override { return status != 404; }
  bool body(Bytes bytes) override {
    left_ -= std::min(left_, bytes.size);
    return left_ > 0;
  }

 private:
  size_t left_;
};

void feed(HttpReader& reader, const uint8_t* data, size_t size, size_t piece) {
  size_t at = 0;
  while (at < size && reader.state() == HttpReader::State::reading) {
    fuzz::Input input(data + at, std::min(piece, size - at));
    const size_t used = reader.feed(Bytes(input.bytes.data(), input.bytes.size()));
    HOLDS(used <= input.bytes.size());
    if (used == 0) break;
    at += used;
  }
  reader.end();
  HOLDS(reader.state() != HttpReader::State::reading);
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const size_t piece = 1 + data[0] % 64;
  static uint8_t body[4096];
  static HttpReader reader;
  Taker taker(data[0]);
  reader.start(taker);
  feed(reader, data + 1, size - 1, piece);
  reader.start(body, nullptr);
  feed(reader, data + 1, size - 1, piece);
  HOLDS(reader.body().size() <= sizeof body);
  if (reader.state() != HttpReader::State::done) return 0;
  static JsonDocument document;
  problemReason(reinterpret_cast<char*>(body), reader.body().size(), document);
  return 0;
}
