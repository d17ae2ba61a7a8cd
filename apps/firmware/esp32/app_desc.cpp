#include <esp_app_desc.h>

/**
 * What the image says of itself, in place of the descriptor of Arduino's prebuilt libraries: tools that sign a release read
 * version and project from here.
 */
extern "C" const __attribute__((section(".rodata_desc"), used)) esp_app_desc_t esp_app_desc = {
    .magic_word = ESP_APP_DESC_MAGIC_WORD,
    .version = ESPLOCK_VERSION,
    .project_name = "esplock",
    .time = __TIME__,
    .date = __DATE__,
};
