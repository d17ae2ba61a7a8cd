export type { Bench, Device, PartName, Parts, Rgb, Uart } from "./device/device.ts";
export { PART_NAMES } from "./device/device.ts";
export type { Check } from "./suite/check.ts";
export { sections } from "./suite/check.ts";
export { CHECKS } from "./suite/checks.ts";
export type { Common } from "./suite/rig.ts";
export { prepare } from "./suite/rig.ts";
export { missingParts, runCheck } from "./suite/run.ts";
