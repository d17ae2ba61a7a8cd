// ESP-IDF 5.5: components/lwip/port/esp32xx/include/sys/socket.h
#pragma once

#include <lwip/sockets.h>
