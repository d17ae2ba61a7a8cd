// ESP-IDF 5.5: components/esp_system/include/esp_system.h
#pragma once

extern "C" {

void esp_restart(void) __attribute__((__noreturn__));
void esp_system_abort(const char* details) __attribute__((__noreturn__));

}  // extern "C"
