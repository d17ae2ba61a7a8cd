/** What a board's boot log tells, each fact with the line that says so. */
export interface BootLog {
  readonly brownOut?: string;
  /** There is nothing at all in flash. */
  readonly emptyFlash?: string;
  /** What is in flash cannot be started. */
  readonly damagedFlash?: string;
  /** The pins that decide how the chip starts ask for something that is neither a program nor the loader. */
  readonly oddBootMode?: string;
  /** The last start led into the loader, which waits. */
  readonly inLoader?: string;
  /** The last start led to the program in flash. */
  readonly inProgram?: string;
  /** Starts that nobody asked for, one after another: crashes and watchdogs. */
  readonly loop?: string;
}

/** So many starts that nobody asked for are no accident. */
const LOOP_AFTER = 3;

/**
 * `rst:0x10 (RTCWDT_RTC_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)`, the same on all chips.
 * https://docs.espressif.com/projects/esptool/en/latest/esp32/advanced-topics/boot-mode-selection.html
 */
const RESET = /\brst:0x([0-9a-f]{1,2}) \(\w+\),\s*boot:0x[0-9a-f]{1,2} \((\w+)/i;
/** Starts that somebody or something outside asked for: power, deep sleep, USB (`rom/rtc.h` of ESP-IDF, by chip). */
const ASKED_FOR: ReadonlySet<number> = new Set([0x1, 0x5, 0x15, 0x16]);
const BROWN_OUT_RESET = 0xf;
const BROWN_OUT = /brownout detector was triggered/i;
const EMPTY = /\binvalid header: 0xffffffff/i;
/** The last words of ROM and bootloader; what they try before they give up does not count. */
const DAMAGED =
  /\binvalid header: 0x[0-9a-f]{8}|\bflash read err, |\bcsum err:|No bootable app partitions|load partition table error/i;
/** esplock says it before it restarts by itself. */
const ON_PURPOSE = /\besplock: restarting|\bupdate: .*(restarting|image before runs again)/i;

/** @param lines oldest first */
export function readBootLog(lines: readonly string[]): BootLog {
  const found: { -readonly [Fact in keyof BootLog]: BootLog[Fact] } = {};
  let unasked = 0;
  let onPurpose = false;
  for (const line of lines) {
    if (BROWN_OUT.test(line)) found.brownOut = line;
    if (EMPTY.test(line)) found.emptyFlash = line;
    else if (DAMAGED.test(line)) found.damagedFlash = line;
    if (ON_PURPOSE.test(line)) onPurpose = true;
    const reset = RESET.exec(line);
    if (!reset) continue;
    const cause = Number.parseInt(reset[1] ?? "", 16);
    const mode = reset[2] ?? "";
    delete found.inLoader;
    delete found.inProgram;
    if (mode.startsWith("DOWNLOAD")) found.inLoader = line;
    else if (mode === "SPI_FAST_FLASH_BOOT") found.inProgram = line;
    else found.oddBootMode = line;
    if (cause === BROWN_OUT_RESET) found.brownOut ??= line;
    else if (!ASKED_FOR.has(cause) && !onPurpose && ++unasked >= LOOP_AFTER) found.loop = line;
    onPurpose = false;
  }
  return found;
}
