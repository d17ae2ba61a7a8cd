#include "chip/chip_system.h"

#include <malloc.h>
#include <sys/random.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "link.h"

namespace esplock::host {
namespace {

/** As much as an ESP32 has for data, less what the program keeps in place. */
constexpr size_t kHeapBytes = 200 * 1024;

std::string readFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/** What the factory burnt in: made once. */
std::string burnt(const std::string& path, std::string (*make)()) {
  std::string content = readFile(path);
  if (!content.empty()) return content;
  content = make();
  std::ofstream(path, std::ios::binary) << content;
  return content;
}

std::string makeUid() {
  uint8_t bytes[3];
  if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) std::abort();
  char text[13];
  // An address of Espressif's, so that a door looks to tools like any other ESP32.
  std::snprintf(text, sizeof text, "240ac4%02x%02x%02x", bytes[0], bytes[1], bytes[2]);
  return text;
}

std::string makeSecret() {
  std::string secret(32, 0);
  if (getrandom(secret.data(), secret.size(), 0) != 32) std::abort();
  return secret;
}

}  // namespace

HostSystem::HostSystem(const Options& options, const EspImage& image) : options_(options), image_(image) {
  std::filesystem::create_directories(options.dir);
  uid_ = burnt(options.dir + "/mac", makeUid);
}

void HostSystem::restart() { _exit(kExitRestart); }

size_t HostSystem::freeHeap() {
  const size_t used = mallinfo2().uordblks;
  return used < kHeapBytes ? kHeapBytes - used : 0;
}

bool HostSystem::chipSecret(uint8_t (&into)[32]) {
  if (!options_.efuse) return false;
  const std::string secret = burnt(options_.dir + "/efuse", makeSecret);
  if (secret.size() != sizeof into) return false;
  std::copy(secret.begin(), secret.end(), into);
  return true;
}

}  // namespace esplock::host
