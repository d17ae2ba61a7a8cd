#include "bench/factory.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "chip/programs.h"
#include "flash/esp_image.h"
#include "flash/esp_image_build.h"
#include "flash/flash.h"

namespace esplock::host {
namespace fs = std::filesystem;

bool flashFirstImage(const Options& options) {
  const std::string path = options.dir + "/flash";
  std::error_code error;
  fs::create_directories(options.dir, error);
  if (fs::exists(path)) return true;
  std::string image;
  if (options.image.empty()) {
    image = buildEspImage({kOwnProject, options.version, options.builtAtMs, chipIdOf(options.chip), {}});
  } else {
    std::ifstream file(options.image, std::ios::binary);
    image.assign(std::istreambuf_iterator<char>(file), {});
  }
  if (image.empty() || image.size() > layout::kSlotBytes) {
    std::fprintf(stderr, "%s: there is no image, or none that fits\n", options.image.c_str());
    return false;
  }
  // Beside its place first: a flash is there whole or not at all. What was never written is not stored.
  const std::string next = path + "~";
  {
    std::ofstream flash(next, std::ios::binary | std::ios::trunc);
    const std::string erased(2 * kSectorBytes, '\xff');
    flash.seekp(layout::kOtaData).write(erased.data(), static_cast<std::streamsize>(erased.size()));
    flash.seekp(layout::slot(0)).write(image.data(), static_cast<std::streamsize>(image.size()));
    if (!flash.flush()) {
      std::fprintf(stderr, "%s: cannot be written\n", next.c_str());
      return false;
    }
  }
  fs::resize_file(next, layout::kFlashBytes, error);
  if (!error) fs::rename(next, path, error);
  if (error) std::fprintf(stderr, "%s: %s\n", path.c_str(), error.message().c_str());
  return !error;
}

}  // namespace esplock::host
