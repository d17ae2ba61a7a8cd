#include "options.h"

#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>

#include "flash/esp_image.h"

namespace esplock::host {
namespace {

bool copy(const std::string& text, char* into, size_t capacity) {
  if (text.empty() || text.size() >= capacity) return false;
  std::memcpy(into, text.c_str(), text.size() + 1);
  return true;
}

bool addName(World& world, const std::string& text) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos || world.nameCount == World::kMaxNames) return false;
  HostName& name = world.names[world.nameCount];
  if (!copy(text.substr(0, equals), name.name, sizeof name.name)) return false;
  if (!copy(text.substr(equals + 1), name.address, sizeof name.address)) return false;
  world.nameCount++;
  return true;
}

bool number(const std::string& text, int64_t max, int64_t& into) {
  char* end = nullptr;
  into = std::strtoll(text.c_str(), &end, 10);
  return !text.empty() && *end == 0 && into >= 0 && into <= max;
}

bool port(const std::string& text, int& into) {
  int64_t value = 0;
  if (!number(text, 65535, value)) return false;
  into = static_cast<int>(value);
  return true;
}

}  // namespace

const char kUsage[] =
    "esplock-host [options]: the firmware of a door, as a process of this machine\n\n"
    "  --dir PATH            where it keeps MAC, eFuses and flash (./data/esplock)\n"
    "  --uart-port N         TCP port of its UART on 127.0.0.1 (0 takes any)\n"
    "  --control-port N      TCP port of the bench around it: JSON lines (0 takes any)\n"
    "  --pty                 its UART on a pseudo-terminal besides\n"
    "  --wifi SSID:PASSWORD  an access point it hears; may be given several times\n"
    "  --name NAME=ADDRESS   a name that its network resolves by itself; may be given several times\n"
    "  --clock-start MS      what its clock says at power-on, since the epoch (0)\n"
    "  --image FILE          what is flashed where the flash is empty (an image of its own version)\n"
    "  --built-at MS         when that image of its own was built, since the epoch\n"
    "  --chip NAME           the chip it passes for: ESP32, ESP32-C3 or ESP32-S3 (ESP32)\n"
    "  --no-efuse            a chip that is not set up for encrypted values\n"
    "  --no-pacing           the radio does not take its real time\n"
    "  --off                 begins without power\n"
    "  --benchmark           prints the time of each cryptographic step of a command, and the memory of it\n"
    "  --help\n";

bool addPoint(World& world, const std::string& text) {
  if (world.pointCount == World::kMaxPoints) return false;
  RadioPoint& point = world.points[world.pointCount];
  const size_t colon = text.find(':');
  if (!copy(text.substr(0, colon), point.ssid, sizeof point.ssid)) return false;
  const std::string password = colon == std::string::npos ? "" : text.substr(colon + 1);
  if (!password.empty() && (password.size() < 8 || !copy(password, point.password, sizeof point.password))) {
    return false;
  }
  if (password.empty()) point.password[0] = 0;
  point.rssi = -58;
  point.deadEnd = false;
  world.pointCount++;
  return true;
}

bool parseOptions(int count, char** arguments, Options& into, std::string& problem) {
  into.world.faults.clockRate = 1;
  into.version = ESPLOCK_VERSION;
  into.builtAtMs = ESPLOCK_BUILT_AT * INT64_C(1000);
  const std::map<std::string, std::function<void()>> flags = {
      {"--pty", [&] { into.pty = true; }},
      {"--no-pacing", [&] { into.paced = false; }},
      {"--no-efuse", [&] { into.efuse = false; }},
      {"--off", [&] { into.powered = false; }},
  };
  int64_t fd = -1;
  const std::map<std::string, std::function<bool(const std::string&)>> values = {
      {"--dir", [&](auto& text) { return !(into.dir = text).empty(); }},
      {"--uart-port", [&](auto& text) { return port(text, into.uartPort); }},
      {"--control-port", [&](auto& text) { return port(text, into.controlPort); }},
      {"--wifi", [&](auto& text) { return addPoint(into.world, text); }},
      {"--name", [&](auto& text) { return addName(into.world, text); }},
      {"--clock-start", [&](auto& text) { return number(text, INT64_C(253402300799999), into.clockStartMs); }},
      {"--built-at", [&](auto& text) { return number(text, INT64_C(253402300799999), into.builtAtMs); }},
      {"--chip", [&](auto& text) { return chipIdOf(into.chip = text) >= 0; }},
      {"--image", [&](auto& text) { return !(into.image = text).empty(); }},
      {"--link-fd", [&](auto& text) { return number(text, 1024, fd); }},
      {"--wall", [&](auto& text) { return number(text, INT64_C(253402300799999), into.wallMs); }},
  };
  for (int at = 1; at < count; at++) {
    const std::string name = arguments[at];
    if (const auto flag = flags.find(name); flag != flags.end()) {
      flag->second();
      continue;
    }
    const auto value = values.find(name);
    if (value == values.end() || at + 1 == count || !value->second(arguments[++at])) {
      problem = name + (at < count && value != values.end() ? std::string(" ") + arguments[at] : "") + ": not understood";
      return false;
    }
  }
  into.linkFd = static_cast<int>(fd);
  return true;
}

}  // namespace esplock::host
