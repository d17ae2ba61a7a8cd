#include <esp_app_desc.h>
#include <sdkconfig.h>

/**
 * What the image says of itself, in place of the descriptor of Arduino's prebuilt libraries: tools that sign a release read
 * version and project from here.
 */
extern "C" const __attribute__((section(".rodata_desc"), used)) esp_app_desc_t esp_app_desc = {
    .magic_word = ESP_APP_DESC_MAGIC_WORD,
    .secure_version = 0,
    .reserv1 = {},
    .version = ESPLOCK_VERSION,
    .project_name = "esplock",
    .time = __TIME__,
    .date = __DATE__,
    .idf_ver = {},
    // esptool puts it in.
    .app_elf_sha256 = {},
    // 0 is no limit.
    .min_efuse_blk_rev_full = 0,
    .max_efuse_blk_rev_full = 0,
    .mmu_page_size = 31 - __builtin_clz(CONFIG_MMU_PAGE_SIZE),
    .reserv3 = {},
    .reserv2 = {},
};
