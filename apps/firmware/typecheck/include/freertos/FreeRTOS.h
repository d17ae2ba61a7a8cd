// ESP-IDF 5.5: components/freertos (FreeRTOS.h, portmacro.h, projdefs.h); 1000 ticks a second in the libraries of Arduino
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef int BaseType_t;
typedef unsigned int UBaseType_t;
typedef uint32_t TickType_t;

#define pdMS_TO_TICKS(ms) ((TickType_t)(((uint64_t)(ms) * 1000) / 1000))
