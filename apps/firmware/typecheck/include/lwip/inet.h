// esp-lwip 2.2 of ESP-IDF 5.5: src/include/lwip/inet.h; neither AF_INET nor inet_pton
#pragma once

#include <lwip/ip_addr.h>

typedef uint32_t in_addr_t;

struct in_addr {
  in_addr_t s_addr;
};
