#include "chip_clock.h"

#include <esp_netif_sntp.h>
#include <esp_sntp.h>

#include <atomic>

#include "board.h"

namespace esplock {
namespace {

/** What is to be added to the uptime, in milliseconds; 0 while no server has answered. Set from lwIP's task. */
std::atomic<int64_t> bootAtMs{0};

int64_t uptime() { return esp_timer_get_time() / 1000; }

}  // namespace

int64_t ChipClock::networkMs() {
  const int64_t boot = bootAtMs.load();
  return boot == 0 ? 0 : boot + uptime();
}

void ChipClock::askTimeServer() {
  esp_sntp_config_t config = ESP_NETIF_SNTP_DEFAULT_CONFIG(board::kTimeServer);
  config.server_from_dhcp = true;
  config.renew_servers_after_new_IP = true;
  config.index_of_first_server = 1;
  config.ip_event_to_renew = IP_EVENT_STA_GOT_IP;
  config.wait_for_sync = false;
  esp_netif_sntp_init(&config);
}

}  // namespace esplock

/** Takes the place of ESP-IDF's own (a weak symbol of esp_sntp.h), which would set the clock by what nobody has signed. */
extern "C" void sntp_sync_time(struct timeval* told) {
  const int64_t ms = static_cast<int64_t>(told->tv_sec) * 1000 + told->tv_usec / 1000;
  esplock::bootAtMs.store(ms - esplock::uptime());
  sntp_set_sync_status(SNTP_SYNC_STATUS_COMPLETED);
}
