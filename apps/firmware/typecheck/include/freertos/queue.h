// ESP-IDF 5.5: components/freertos/FreeRTOS-Kernel/include/freertos/queue.h
#pragma once

#include <freertos/FreeRTOS.h>

extern "C" {

typedef struct QueueDefinition* QueueHandle_t;

}  // extern "C"
