// The host's flash, what boots from it, and the image of an update on its way through HTTP.

#include <doctest/doctest.h>

#include "network/http_reader.h"
#include "update_rig.h"

namespace esplock::test {
namespace {

class TextImage : public host::ImageSource {
 public:
  explicit TextImage(const std::string& bytes) : bytes_(bytes) {}
  bool read(size_t offset, Buffer out) override {
    REQUIRE(offset + out.capacity <= bytes_.size());
    std::memcpy(out.data, bytes_.data() + offset, out.capacity);
    return true;
  }

 private:
  const std::string& bytes_;
};

const char* faultOf(const std::string& bytes, host::EspImage& image, int chipId = 0) {
  TextImage source(bytes);
  return host::readEspImage(source, bytes.size(), chipId, image);
}

/** Takes a body, and no more than it wants. */
class Collector : public BodySink {
 public:
  void header(Text name, Text value) override {
    if (equalIgnoringCase(name, "content-range")) from = firstByteOf(value);
  }
  bool begin(int status) override { return status == 200 || status == 206; }
  bool body(Bytes bytes) override {
    got += std::string(bytes.text());
    return got.size() < wanted;
  }
  std::string got;
  size_t wanted = SIZE_MAX;
  int64_t from = -1;
};

}  // namespace

TEST_CASE("an image is read as it was made, for its chip and no other") {
  host::EspImage image;
  const std::string bytes = imageOf("1.4.0");
  CHECK(faultOf(bytes, image) == nullptr);
  CHECK(image.length == bytes.size());
  CHECK(image.version.view() == "1.4.0");
  CHECK(image.project.view() == "esplock-virtual");
  CHECK(image.builtAtMs == INT64_C(1800000000000));
  CHECK(faultOf(bytes, image, 9) != nullptr);
  CHECK(host::chipIdOf("ESP32-S3") == 9);
  CHECK(host::chipIdOf("ESP8266") == -1);
}

TEST_CASE("an image cut anywhere, or with any bit turned, is none, or says plainly that it has no hash") {
  const std::string whole = host::buildEspImage({"esplock-virtual", "1.0.0", 0, 0, "content"});
  host::EspImage image;
  for (size_t size = 0; size < whole.size(); size++) CHECK(faultOf(whole.substr(0, size), image) != nullptr);
  for (size_t bit = 0; bit < whole.size() * 8; bit++) {
    std::string turned = whole;
    turned[bit / 8] = static_cast<char>(turned[bit / 8] ^ (1 << (bit % 8)));
    CHECK((faultOf(turned, image) != nullptr || !image.hashed));
  }
}

TEST_CASE("OTA data is ESP-IDF's: the higher number counts, and an entry is written over the one that does not") {
  FakeChip chip;
  MemoryFlash flash(chip);
  host::OtaData data(flash);
  CHECK_FALSE(data.selected());
  REQUIRE(data.select(0, host::OtaData::undefined));
  // As `boot_app0.bin`, which comes with Arduino: number 1 and its CRC.
  const uint8_t* entry = flash.content.data() + host::layout::kOtaData;
  const uint8_t expected[] = {1, 0, 0, 0, 0x9a, 0x98, 0x43, 0x47};
  CHECK(Bytes(entry, 4) == Bytes(expected, 4));
  CHECK(Bytes(entry + 28, 4) == Bytes(expected + 4, 4));
  REQUIRE(data.select(1, host::OtaData::fresh));
  CHECK(data.selected()->slot() == 1);
  data.takeBootStep();
  CHECK(data.selected()->state == host::OtaData::pendingVerify);
  data.takeBootStep();
  CHECK(data.selected()->slot() == 0);
}

TEST_CASE("flash clears bits and erases sectors; nothing boots from an empty one") {
  FakeChip chip;
  MemoryFlash flash(chip);
  const uint8_t first[] = {0xf0}, second[] = {0x3c};
  REQUIRE(flash.write(5'000, first));
  REQUIRE(flash.write(5'000, second));
  CHECK(flash.content[5'000] == 0x30);
  REQUIRE(flash.erase(4'096));
  CHECK(flash.content[5'000] == 0xff);
  int passedOver = 0;
  CHECK_FALSE(host::findImage(flash, 0, [&](size_t, const char*) { passedOver++; }));
  CHECK(passedOver == 2);
}

TEST_CASE("a body that is not kept may be of any length, and ends where no more is wanted") {
  HttpReader reader;
  const auto read = [&](const std::string& text, Collector& sink) {
    reader.start(sink);
    for (size_t at = 0; at < text.size() && reader.state() == HttpReader::State::reading; at += 7) {
      reader.feed(Bytes(Text(text).substr(at, 7)));
    }
    return reader.state();
  };
  const std::string head = "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 200-1000/67589\r\n";
  Collector sized;
  CHECK(read(head + "Content-Length: 11\r\n\r\nhello world", sized) == HttpReader::State::done);
  CHECK(sized.got == "hello world");
  CHECK(sized.from == 200);
  Collector chunked;
  CHECK(read(head + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", chunked) == HttpReader::State::done);
  CHECK(chunked.got == "hello");
  Collector little;
  little.wanted = 3;
  CHECK(read(head + "Content-Length: 100000000000\r\n\r\nhello world", little) == HttpReader::State::done);
  CHECK(little.got.size() < 11);
  Collector nothing;
  CHECK(read("HTTP/1.1 302 Found\r\nContent-Length: 5\r\n\r\nhello", nothing) == HttpReader::State::done);
  CHECK(nothing.got.empty());
}

TEST_CASE("Content-Range says where a part begins, or nothing") {
  CHECK(firstByteOf("bytes 0-0/1") == 0);
  CHECK(firstByteOf("Bytes 1500-9999/*") == 1500);
  for (const char* text : {"", "bytes", "bytes */100", "bytes 5-4/100", "bytes -5/100", "bytes 1-2", "items 1-2/3",
                           "bytes 1-2/x", "bytes 1x-2/3", "bytes 1/2-3", "bytes 9999999999999-9999999999999/1"}) {
    CAPTURE(text);
    CHECK(firstByteOf(text) == -1);
  }
}

}  // namespace esplock::test
