// ESP-IDF 5.5: components/lwip/port/include/arpa/inet.h
#pragma once

#include <lwip/inet.h>
