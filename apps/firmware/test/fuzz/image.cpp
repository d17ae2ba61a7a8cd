#include "flash/esp_image.h"

#include "fuzz.h"

using namespace esplock;

namespace {

class Source : public host::ImageSource {
 public:
  explicit Source(const fuzz::Input& input) : input_(input) {}
  bool read(size_t offset, Buffer out) override {
    HOLDS(offset + out.capacity <= input_.bytes.size());
    std::memcpy(out.data, input_.bytes.data() + offset, out.capacity);
    return true;
  }

 private:
  const fuzz::Input& input_;
};

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  Source source(input);
  host::EspImage image;
  if (host::readEspImage(source, size, 0, image)) return 0;
  HOLDS(image.length <= size && (image.described || image.version.empty()));
  return 0;
}
