#include "chip/chip.h"

#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

#include "chip/chip_flash.h"
#include "chip/chip_network.h"
#include "chip/chip_parts.h"
#include "chip/chip_store.h"
#include "chip/chip_system.h"
#include "chip/chip_wifi.h"
#include "chip/programs.h"
#include "esplock.h"
#include "flash/slots.h"

namespace esplock::host {
namespace {

/** The longest that anything which is due waits. */
constexpr int kTickMs = 5;
/** After so much time in which nothing runs, the watchdog resets the chip. */
constexpr int64_t kWatchdogMs = 1'000;

/** What the bootloader says, in ESP-IDF's form. */
template <typename... Arguments>
void say(BenchLink& bench, const char* format, Arguments... arguments) {
  char line[160];
  const int size = std::snprintf(line, sizeof line, format, arguments...);
  bench.tell(Kind::uart, line, std::min(sizeof line - 1, static_cast<size_t>(size)));
}

[[noreturn]] void standStill(BenchLink& bench, HostClock& clock) {
  while (clock.uptimeMs() < kWatchdogMs) {
    pollfd wait{bench.fd(), POLLIN, 0};
    poll(&wait, 1, kTickMs);
    bench.listen();
  }
  _exit(kExitWatchdog);
}

[[noreturn]] void runEsplock(Platform& platform, BenchLink& bench, const HostSocket (&sockets)[2]) {
  const auto esplock = std::make_unique<Esplock>(platform);
  for (;;) {
    pollfd wait[] = {{bench.fd(), POLLIN, 0}, {sockets[0].fd(), POLLIN, 0}, {sockets[1].fd(), POLLIN, 0}};
    poll(wait, 3, kTickMs);
    bench.listen();
    esplock->poll();
  }
}

}  // namespace

void runChip(const Options& options) {
  BenchLink bench(options.linkFd);
  bench.awaitWorld();
  HostClock clock(bench, options.wallMs);
  FileFlash flash(options.dir + "/flash", bench);
  const int chipId = chipIdOf(options.chip);
  const auto target = findImage(flash, chipId, [&](size_t slot, const char* fault) {
    say(bench, "E (30) boot: slot %zu is passed over: %s\n", slot, fault);
  });
  if (!target) {
    say(bench, "E (31) boot: No bootable app partitions in the partition table\n");
    standStill(bench, clock);
  }
  const EspImage& image = target->image;
  const std::string project(image.project.view()), version(image.version.view());
  say(bench, "I (32) boot: slot %zu: %s %s\n", target->slot, project.c_str(), version.c_str());
  bench.tell(Kind::image, version.data(), version.size());
  const auto program = programOf(project);
  if (!program) standStill(bench, clock);
  if (program == Program::crashing) _exit(kExitPanic);

  HostRandom random;
  FileStore files(options.dir + "/nvs", bench);
  ForgetfulStore nothingSet(files);
  KeyValueStore& store = program == Program::forgetful ? static_cast<KeyValueStore&>(nothingSet) : files;
  HostSerial serial(bench);
  SimulatedWifi wifi(bench, clock, options.paced);
  HostSocket sockets[] = {{bench, wifi}, {bench, wifi}};
  DeafSocket deaf;
  const bool hears = program != Program::deaf;
  TcpSocket& socket = hears ? static_cast<TcpSocket&>(sockets[0]) : deaf;
  HostTrust trust;
  HostPins pins(bench);
  HostSystem system(options, image);
  HostBackground background;
  HostWatcher watcher(bench);
  FlashSlots slots(flash, *target, chipId);
  Platform platform{clock, random, store,  serial,     wifi,    socket, sockets[1],
                    trust, pins,   system, background, watcher, slots};
  runEsplock(platform, bench, sockets);
}

}  // namespace esplock::host
