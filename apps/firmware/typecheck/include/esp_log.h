// ESP-IDF 5.5: components/log/include/esp_log.h
#pragma once

#include <stdarg.h>

extern "C" {

typedef int (*vprintf_like_t)(const char*, va_list);

vprintf_like_t esp_log_set_vprintf(vprintf_like_t func);

}  // extern "C"
