/** Reset causes as the ROM prints them (ESP32 technical reference manual, "Reset and Clock"). */
export const RESET_CAUSE = {
  powerOn: { code: 0x1, name: "POWERON_RESET" },
  software: { code: 0x3, name: "SW_RESET" },
  softwareCpu: { code: 0xc, name: "SW_CPU_RESET" },
  brownOut: { code: 0xf, name: "RTCWDT_BROWN_OUT_RESET" },
  watchdog: { code: 0x10, name: "RTCWDT_RTC_RESET" },
} as const;

export type ResetCause = keyof typeof RESET_CAUSE;

/** Strapping register as boards read it: GPIO0 low downloads, high boots from flash. */
const STRAPPING = {
  download: "0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))",
  flash: "0x13 (SPI_FAST_FLASH_BOOT)",
} as const;

/** The ROM's first lines after every reset. */
export function romBanner(cause: ResetCause, mode: keyof typeof STRAPPING): string {
  const { code, name } = RESET_CAUSE[cause];
  const waiting = mode === "download" ? "waiting for download\r\n" : "";
  return `ets Jul 29 2019 12:21:46\r\n\r\nrst:0x${code.toString(16)} (${name}),boot:${STRAPPING[mode]}\r\n${waiting}`;
}
