#include "fuzz.h"
#include "network/http_reader.h"
#include "registration/register.h"

using namespace esplock;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const size_t piece = 1 + data[0] % 64;
  static uint8_t body[4096];
  static HttpReader reader;
  reader.start(body, nullptr);
  size_t at = 1;
  while (at < size && reader.state() == HttpReader::State::reading) {
    fuzz::Input input(data + at, std::min(piece, size - at));
    const size_t used = reader.feed(Bytes(input.bytes.data(), input.bytes.size()));
    HOLDS(used <= input.bytes.size());
    if (used == 0) break;
    at += used;
  }
  reader.end();
  HOLDS(reader.state() != HttpReader::State::reading && reader.body().size() <= sizeof body);
  if (reader.state() != HttpReader::State::done) return 0;
  static JsonDocument document;
  problemReason(reinterpret_cast<char*>(body), reader.body().size(), document);
  return 0;
}
