// ESP-IDF 5.5: components/soc/{esp32,esp32c3,esp32s3}/include/soc/soc_caps.h
#pragma once

#include <sdkconfig.h>

#if CONFIG_IDF_TARGET_ESP32C3 || CONFIG_IDF_TARGET_ESP32S3
#define SOC_USB_SERIAL_JTAG_SUPPORTED 1
#define SOC_HMAC_SUPPORTED 1
#endif
