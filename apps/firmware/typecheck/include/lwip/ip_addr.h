// esp-lwip 2.2 of ESP-IDF 5.5: src/include/lwip/ip_addr.h, ip4_addr.h, err.h; IPv4 and IPv6
#pragma once

#include <stdint.h>

typedef struct {
  uint32_t addr;
} ip4_addr_t;

typedef struct {
  union {
    struct {
      uint32_t addr[4];
      uint8_t zone;
    } ip6;
    ip4_addr_t ip4;
  } u_addr;
  uint8_t type;
} ip_addr_t;

#define IP_IS_V4_VAL(ipaddr) ((ipaddr).type == 0)
#define ip_2_ip4(ipaddr) (&((ipaddr)->u_addr.ip4))
