// ESP-IDF 5.5: components/freertos/FreeRTOS-Kernel/include/freertos/task.h
#pragma once

#include <freertos/FreeRTOS.h>

extern "C" {

typedef struct tskTaskControlBlock* TaskHandle_t;
typedef void (*TaskFunction_t)(void*);

#define tskIDLE_PRIORITY ((UBaseType_t)0U)

BaseType_t xTaskCreate(TaskFunction_t code, const char* const name, const uint32_t stackBytes, void* const argument,
                       UBaseType_t priority, TaskHandle_t* const created);
void vTaskDelete(TaskHandle_t task);
void vTaskDelay(const TickType_t ticks);

}  // extern "C"
