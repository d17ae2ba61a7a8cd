import { crc32 } from "@openlock/esp-image";
import type { Faults } from "../faults.ts";

/**
 * The registers that flashing tools look at (ESP32 technical reference manual; addresses as in esptool's
 * `targets/esp32.py`): what chip it is, its eFuses, the crystal by way of the UART divider, and the SPI
 * controller through which the flash chip is asked for its id.
 */
const CHIP_MAGIC = 0x40001000;
const CHIP_MAGIC_ESP32 = 0x00f01d83;
const CHIP_MAGIC_ESP8266 = 0xfff0c101;
const EFUSE_BASE = 0x3ff5a000;
const EFUSE_WORDS = 7;
const APB_CTL_DATE = 0x3ff6607c;
const UART_CLOCK_DIVIDER = 0x3ff40014;
const UART_DATE = 0x60000078;
const CRYSTAL_HZ = 40_000_000;

const SPI_BASE = 0x3ff42000;
const SPI_COMMAND = SPI_BASE;
const SPI_USER2 = SPI_BASE + 0x24;
const SPI_W0 = SPI_BASE + 0x80;
const SPI_COMMAND_USER = 1 << 18;
const FLASH_READ_ID = 0x9f;
/** GigaDevice GD25Q32: manufacturer C8, type 40, 2^0x16 bytes. */
const FLASH_ID = 0x1640c8;

/** Bits that make tools say "ESP32-D0WD-V3 (revision 3)" with two cores at 240 MHz. */
const EFUSE_WORD3 = (1 << 15) | (1 << 13) | (1 << 9);
const EFUSE_WORD5_REVISION = 1 << 20;
const APB_CTL_DATE_REVISION = 1 << 31;

export class Registers {
  readonly #efuses: readonly number[];
  readonly #baudRate: () => number;
  readonly #faults: Faults;
  readonly #written = new Map<number, number>();

  constructor(mac: Uint8Array, baudRate: () => number, faults: Faults) {
    this.#efuses = efuseWords(mac);
    this.#baudRate = baudRate;
    this.#faults = faults;
  }

  read(address: number): number {
    if (address === CHIP_MAGIC) return this.#faults.current.otherChip ? CHIP_MAGIC_ESP8266 : CHIP_MAGIC_ESP32;
    if (address >= EFUSE_BASE && address < EFUSE_BASE + 4 * EFUSE_WORDS) {
      return this.#efuses[(address - EFUSE_BASE) / 4] ?? 0;
    }
    if (address === UART_CLOCK_DIVIDER) return Math.floor(CRYSTAL_HZ / this.#baudRate()) & 0xfffff;
    if (address === APB_CTL_DATE) return APB_CTL_DATE_REVISION >>> 0;
    if (address === UART_DATE) return 0x15122500;
    return this.#written.get(address) ?? 0;
  }

  write(address: number, value: number, mask: number): void {
    const next = ((this.read(address) & ~mask) | (value & mask)) >>> 0;
    // Tools keep to a few dozen registers; a fuzzer does not.
    if (this.#written.size < 4096 || this.#written.has(address)) this.#written.set(address, next);
    if (address === SPI_COMMAND && next & SPI_COMMAND_USER) this.#runSpiCommand();
  }

  #runSpiCommand(): void {
    const command = (this.#written.get(SPI_USER2) ?? 0) & 0xff;
    this.#written.set(SPI_W0, command === FLASH_READ_ID ? FLASH_ID : 0);
    this.#written.set(SPI_COMMAND, (this.#written.get(SPI_COMMAND) ?? 0) & ~SPI_COMMAND_USER);
  }
}

function efuseWords(mac: Uint8Array): readonly number[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac;
  const low = ((c << 24) | (d << 16) | (e << 8) | f) >>> 0;
  // The real fuse holds a CRC-8 of the MAC beside it; tools do not check it.
  const check = crc32(mac) & 0xff;
  return [0, low, (check << 16) | (a << 8) | b, EFUSE_WORD3, 0, EFUSE_WORD5_REVISION, 0];
}
