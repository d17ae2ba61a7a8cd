// ESP-IDF 5.5: components/esp_driver_uart/include/driver/uart.h, components/hal/include/hal/uart_types.h
#pragma once

#include <esp_err.h>
#include <freertos/queue.h>

extern "C" {

typedef enum { UART_NUM_0, UART_NUM_1 } uart_port_t;

esp_err_t uart_driver_install(uart_port_t uart_num, int rx_buffer_size, int tx_buffer_size, int queue_size,
                              QueueHandle_t* uart_queue, int intr_alloc_flags);
esp_err_t uart_set_baudrate(uart_port_t uart_num, uint32_t baudrate);
int uart_write_bytes(uart_port_t uart_num, const void* src, size_t size);
int uart_read_bytes(uart_port_t uart_num, void* buf, uint32_t length, TickType_t ticks_to_wait);

}  // extern "C"
