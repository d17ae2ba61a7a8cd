import {
  APP_SUBTYPE,
  builtAt,
  DATA_SUBTYPE,
  findPartition,
  hex,
  type Image,
  ImageError,
  PARTITION_TABLE_OFFSET,
  PARTITION_TABLE_SIZE,
  PARTITION_TYPE,
  type Partition,
  PartitionTableError,
  parseImage,
  parsePartitionTable,
} from "@openlock/esp-image";
import type { Flash } from "../flash.ts";
import { OtaData } from "../ota-data.ts";

/** Where the ESP32's ROM looks for the second-stage bootloader. */
export const BOOTLOADER_OFFSET = 0x1000;
/** What the virtual chip is. */
export const CHIP = "ESP32";
const BOOTLOADER_SIZE = PARTITION_TABLE_OFFSET - BOOTLOADER_OFFSET;

/** What was found to run. */
export interface BootTarget {
  readonly slot: Partition;
  readonly image: Image;
  readonly project: string;
  readonly version: string;
  readonly builtAt: Date;
  readonly nvs: Partition | undefined;
  readonly partitions: readonly Partition[];
}

/** A line of the boot log, and whether the ROM says it bare or the bootloader with its prefix. */
export type Log = (line: string) => void;

export interface BootFailure {
  readonly failed: "bootloader" | "partition-table" | "application";
  readonly detail: string;
}

/** What the ROM and then ESP-IDF's bootloader do between reset and the application; they say so as they go. */
export function findApplication(flash: Flash, rom: Log, log: BootLog): BootTarget | BootFailure {
  const bootloader = loadBootloader(flash, rom);
  if (bootloader) return { failed: "bootloader", detail: bootloader };
  log.info("boot", "ESP-IDF v5.3 2nd stage bootloader (virtual chip)");
  log.info("boot", "chip revision: v3.0");
  log.info("boot.esp32", "SPI Speed      : 40MHz");
  log.info("boot.esp32", "SPI Mode       : DIO");
  log.info("boot.esp32", "SPI Flash Size : 4MB");
  try {
    const partitions = readPartitions(flash, log);
    return chooseApplication(flash, partitions, log);
  } catch (error) {
    if (!(error instanceof PartitionTableError)) throw error;
    log.error("flash_parts", error.message);
    log.error("boot", "Failed to verify partition table");
    log.error("boot", "load partition table error!");
    return { failed: "partition-table", detail: error.message };
  }
}

/** The ROM checks magic, segments and checksum of the bootloader, not its hash. @returns what is wrong */
function loadBootloader(flash: Flash, rom: Log): string | undefined {
  const read = (offset: number, length: number) => flash.read(BOOTLOADER_OFFSET + offset, length);
  const magic = read(0, 4);
  if (magic[0] !== 0xe9) {
    const header = hex(new DataView(magic.buffer).getUint32(0, true), 8);
    for (let count = 0; count < 3; count++) rom(`invalid header: 0x${header}`);
    return `nothing to boot in flash: invalid header 0x${header}`;
  }
  rom("configsip: 0, SPIWP:0xee");
  rom("clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00");
  rom("mode:DIO, clock div:2");
  try {
    const image = parseImage(read, BOOTLOADER_SIZE, { chip: CHIP, at: BOOTLOADER_OFFSET });
    for (const segment of image.segments) rom(`load:0x${hex(segment.loadAddress, 8)},len:${segment.length}`);
    rom(`entry 0x${hex(image.entry, 8)}`);
    return undefined;
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    // The ROM knows no hash, and its own words for a wrong checksum.
    if (error.fault === "hash") return undefined;
    rom(
      error.fault === "checksum" ? `csum err: ${error.message}` : `flash read err, 1000 (${error.message})`,
    );
    rom("ets_main.c 371 ");
    return error.message;
  }
}

function readPartitions(flash: Flash, log: BootLog): readonly Partition[] {
  const table = flash.read(PARTITION_TABLE_OFFSET, PARTITION_TABLE_SIZE);
  const partitions = parsePartitionTable(table, flash.size);
  log.info("boot", "Partition Table:");
  log.info("boot", "## Label            Usage          Type ST Offset   Length");
  partitions.forEach((partition, index) => {
    const number = String(index).padStart(2, " ");
    const numbers = `${hex(partition.type, 2)} ${hex(partition.subtype, 2)} ${hex(partition.offset, 8)} ${hex(partition.size, 8)}`;
    log.info("boot", `${number} ${partition.label.padEnd(16)} ${usage(partition).padEnd(16)} ${numbers}`);
  });
  log.info("boot", "End of partition table");
  return partitions;
}

function chooseApplication(
  flash: Flash,
  partitions: readonly Partition[],
  log: BootLog,
): BootTarget | BootFailure {
  const nvs = findPartition(partitions, PARTITION_TYPE.data, DATA_SUBTYPE.nvs);
  let detail = "no bootable app partition in the partition table";
  for (const slot of candidates(flash, partitions)) {
    const read = (offset: number, length: number) => flash.read(slot.offset + offset, length);
    try {
      const image = parseImage(read, slot.size, { chip: CHIP, at: slot.offset });
      image.segments.forEach((segment, index) => {
        const address = `paddr=${hex(slot.offset + segment.offset, 8)} vaddr=${hex(segment.loadAddress, 8)}`;
        log.info(
          "esp_image",
          `segment ${index}: ${address} size=${hex(segment.length, 5)}h (${segment.length})`,
        );
      });
      log.info("boot", `Loaded app from partition at offset 0x${hex(slot.offset, 0)}`);
      const { descriptor } = image;
      return {
        slot,
        image,
        project: descriptor?.project ?? "",
        version: descriptor?.version ?? "",
        builtAt: descriptor ? builtAt(descriptor) : new Date(0),
        nvs,
        partitions,
      };
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      detail = error.message;
      log.error("esp_image", error.message);
      log.error("boot", `OTA app partition slot at 0x${hex(slot.offset, 0)} is not bootable`);
    }
  }
  log.error("boot", "No bootable app partitions in the partition table");
  return { failed: "application", detail };
}

/** The chosen slot first, then the others, then a factory app: the order in which the bootloader tries. */
function candidates(flash: Flash, partitions: readonly Partition[]): readonly Partition[] {
  const factory = findPartition(partitions, PARTITION_TYPE.app, APP_SUBTYPE.factory);
  const ota = OtaData.open(flash, partitions);
  ota?.takeBootStep();
  const selected = ota?.selected()?.slot;
  const order = selected ? [selected, ...(ota?.slots ?? []), factory] : [factory, ...(ota?.slots ?? [])];
  return [...new Set(order)].filter((slot) => slot !== undefined);
}

function usage(partition: Partition): string {
  if (partition.type === PARTITION_TYPE.app) {
    return partition.subtype === APP_SUBTYPE.factory ? "factory app" : "OTA app";
  }
  const names: Record<number, string> = {
    [DATA_SUBTYPE.ota]: "OTA data",
    [DATA_SUBTYPE.phy]: "RF data",
    [DATA_SUBTYPE.nvs]: "WiFi data",
    [DATA_SUBTYPE.coredump]: "Unknown data",
  };
  return names[partition.subtype] ?? "Unknown data";
}

/** Log lines as ESP-IDF formats them: level, milliseconds since boot, tag. */
export class BootLog {
  readonly #write: Log;
  readonly #now: () => number;

  constructor(write: Log, now: () => number) {
    this.#write = write;
    this.#now = now;
  }

  info(tag: string, text: string): void {
    this.#write(`I (${this.#now()}) ${tag}: ${text}`);
  }

  error(tag: string, text: string): void {
    this.#write(`E (${this.#now()}) ${tag}: ${text}`);
  }
}
