export type { DescriptorSource, SegmentSource } from "./build.ts";
export { buildDescriptor, buildImage } from "./build.ts";
export { concat, crc32, fieldText, halfAt, hex, isErased, wordAt, words, xorChecksum } from "./bytes.ts";
export type { ChipName } from "./chips.ts";
export { CHIP_IDS } from "./chips.ts";
export type { OtaEntry } from "./ota-data.ts";
export { encodeOtaEntry, OTA_ENTRY_SIZE, OTA_STATE, parseOtaEntry } from "./ota-data.ts";
export type { AppDescriptor, Image, ImageFault, ReadBytes, Segment } from "./parse.ts";
export { builtAt, ImageError, parseImage } from "./parse.ts";
export type { Partition } from "./partitions.ts";
export {
  APP_SUBTYPE,
  DATA_SUBTYPE,
  encodePartitionTable,
  findPartition,
  PARTITION_TABLE_OFFSET,
  PARTITION_TABLE_SIZE,
  PARTITION_TYPE,
  PartitionTableError,
  parsePartitionTable,
} from "./partitions.ts";
