// esp-lwip 2.2 of ESP-IDF 5.5: src/include/lwip/dns.h, err.h
#pragma once

#include <lwip/ip_addr.h>

extern "C" {

typedef int8_t err_t;
enum { ERR_OK = 0, ERR_INPROGRESS = -5 };

typedef void (*dns_found_callback)(const char* name, const ip_addr_t* ipaddr, void* callback_arg);

err_t dns_gethostbyname(const char* hostname, ip_addr_t* addr, dns_found_callback found, void* callback_arg);

}  // extern "C"
