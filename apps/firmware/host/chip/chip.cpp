#include "chip/chip.h"

#include <poll.h>

#include <memory>

#include "chip/chip_network.h"
#include "chip/chip_parts.h"
#include "chip/chip_store.h"
#include "chip/chip_system.h"
#include "chip/chip_wifi.h"
#include "esplock.h"

namespace esplock::host {
namespace {

/** The longest that anything which is due waits. */
constexpr int kTickMs = 5;

}  // namespace

void runChip(const Options& options) {
  BenchLink bench(options.linkFd);
  bench.awaitWorld();
  HostClock clock(bench, options.wallMs);
  HostRandom random;
  FileStore store(options.dir + "/nvs", bench);
  HostSerial serial(bench);
  SimulatedWifi wifi(bench, clock, options.paced);
  HostSocket socket(bench, wifi);
  HostTrust trust;
  HostPins pins(bench);
  HostSystem system(options);
  HostBackground background;
  HostWatcher watcher(bench);
  Platform platform{clock, random, store, serial, wifi, socket, trust, pins, system, background, watcher};
  const auto esplock = std::make_unique<Esplock>(platform);
  for (;;) {
    pollfd wait[] = {{bench.fd(), POLLIN, 0}, {socket.fd(), POLLIN, 0}};
    poll(wait, 2, kTickMs);
    bench.listen();
    esplock->poll();
  }
}

}  // namespace esplock::host
