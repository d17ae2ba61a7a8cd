import * as z from "zod/mini";
import { DEVICE_ERRORS } from "./errors.ts";
import { BootNonce, Milliseconds, Seconds } from "./names.ts";

const state = {
  lock: z.enum(["locked", "unlocked"]),
  mode: z.enum(["normal", "held", "lockdown"]),
  /** When it locks by itself, or until when it is held: seconds since the epoch. */
  until: z.exactOptional(Seconds),
  contact: z.exactOptional(z.enum(["open", "closed"])),
  tamper: z.exactOptional(z.boolean()),
};

/** What a sealed result says of the door. */
export const DoorState = z.strictObject(state);
export type DoorState = z.infer<typeof DoorState>;

export const DeviceFirmware = z.strictObject({
  version: z.string().check(z.regex(/^[0-9A-Za-z.+-]{1,32}$/, "not a version")),
  chip: z.string().check(z.regex(/^[0-9A-Za-z-]{1,24}$/, "not a chip name")),
});
export type DeviceFirmware = z.infer<typeof DeviceFirmware>;

/** What a device says of itself, in clear to the relay (section 3). */
export const DeviceStatus = z.strictObject({
  ...state,
  lastCommand: z.exactOptional(
    z.strictObject({
      command: z.string().check(z.maxLength(32)),
      code: z.literal([200, 400]),
      error: z.exactOptional(z.enum(DEVICE_ERRORS)),
      at: Milliseconds,
    }),
  ),
  firmware: DeviceFirmware.shape.version,
  chip: DeviceFirmware.shape.chip,
  /** Seconds since boot. */
  uptime: z.int().check(z.nonnegative()),
  /** dBm. */
  rssi: z.int().check(z.minimum(-128), z.maximum(0)),
  /** Bytes. */
  freeHeap: z.int().check(z.nonnegative()),
  /** Percent. */
  battery: z.exactOptional(z.int().check(z.minimum(0), z.maximum(100))),
  clock: z.enum(["synced", "relay", "unset"]),
  boot: BootNonce,
});
export type DeviceStatus = z.infer<typeof DeviceStatus>;
