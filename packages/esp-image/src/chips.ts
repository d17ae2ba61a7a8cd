/** Chips by the names that esptool gives them, with the ids in their images' headers (ESP-IDF, `esp_chip_id_t`). */
export const CHIP_IDS = {
  ESP32: 0x0000,
  "ESP32-S2": 0x0002,
  "ESP32-C3": 0x0005,
  "ESP32-S3": 0x0009,
  "ESP32-C2": 0x000c,
  "ESP32-C6": 0x000d,
  "ESP32-H2": 0x0010,
  "ESP32-P4": 0x0012,
} as const;
export type ChipName = keyof typeof CHIP_IDS;

const NAMES = new Map<number, ChipName>(
  Object.entries(CHIP_IDS).map(([name, id]) => [id, name as ChipName] as const),
);

/** @returns undefined for an id that is not known here */
export function chipName(id: number): ChipName | undefined {
  return NAMES.get(id);
}
