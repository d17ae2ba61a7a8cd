// ESP-IDF 5.5: components/lwip/include/apps/esp_sntp.h
#pragma once

#include <lwip/ip_addr.h>
#include <sys/time.h>

extern "C" {

typedef enum {
  SNTP_SYNC_STATUS_RESET,
  SNTP_SYNC_STATUS_COMPLETED,
  SNTP_SYNC_STATUS_IN_PROGRESS,
} sntp_sync_status_t;

void sntp_sync_time(struct timeval* tv);
void sntp_set_sync_status(sntp_sync_status_t sync_status);

}  // extern "C"
