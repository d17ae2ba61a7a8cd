#include "chip_system.h"

#include <esp_heap_caps.h>
#include <esp_mac.h>
#include <esp_system.h>
#include <soc/soc_caps.h>
#if SOC_HMAC_SUPPORTED
#include <esp_efuse.h>
#include <esp_hmac.h>
#endif

#include <cstdio>
#include <cstring>

#include "base/calendar.h"
#include "board.h"

namespace esplock {

void ChipSystem::begin() {
  uint8_t mac[6] = {};
  esp_efuse_mac_get_default(mac);
  std::snprintf(uid_, sizeof uid_, "%02x%02x%02x%02x%02x%02x", mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);
}

void ChipSystem::restart() { esp_restart(); }

size_t ChipSystem::freeHeap() { return heap_caps_get_free_size(MALLOC_CAP_8BIT); }

Text ChipSystem::chip() { return board::kChip; }

int64_t ChipSystem::builtAtMs() {
  // As the compiler writes it: "Jan  2 2026".
  constexpr char kMonths[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  constexpr char kDate[] = __DATE__;
  char name[4] = {kDate[0], kDate[1], kDate[2], 0};
  const char* found = std::strstr(kMonths, name);
  int day = 1;
  int year = 1970;
  std::sscanf(kDate + 4, "%d %d", &day, &year);
  return daysFromCivil(year, found ? (found - kMonths) / 3 + 1 : 1, day) * 86'400'000;
}

bool ChipSystem::chipSecret(uint8_t (&into)[32]) {
#if SOC_HMAC_SUPPORTED
  // A key that software cannot read, where one was burnt in for this (docs/device.md).
  constexpr esp_efuse_block_t kBlock = EFUSE_BLK_KEY5;
  constexpr char kPurpose[] = "esplock values at rest";
  if (esp_efuse_get_key_purpose(kBlock) != ESP_EFUSE_KEY_PURPOSE_HMAC_UP) return false;
  return esp_hmac_calculate(HMAC_KEY5, kPurpose, sizeof kPurpose - 1, into) == ESP_OK;
#else
  // The ESP32 has no such key: there, flash encryption protects NVS or nothing does.
  (void)into;
  return false;
#endif
}

}  // namespace esplock
