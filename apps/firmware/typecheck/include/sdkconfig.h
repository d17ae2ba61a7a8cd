// What Arduino 3.3 sets for its prebuilt libraries (espressif/esp32-arduino-lib-builder, configs/defconfig.common), as far as it is read here. The chip comes from the command line.
#pragma once

#define CONFIG_BOOTLOADER_APP_ROLLBACK_ENABLE 1
#define CONFIG_LWIP_SNTP_MAX_SERVERS 3
#define CONFIG_MMU_PAGE_SIZE 0x10000
