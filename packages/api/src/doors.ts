import { DOOR_ID_PATTERN } from "@openlock/protocol";
import { z } from "zod";

export const NewDoor = z.strictObject({
  id: z.string().regex(DOOR_ID_PATTERN),
  name: z.string().trim().min(1).max(100),
});
export type NewDoor = z.infer<typeof NewDoor>;

export const DoorChange = z.strictObject({ name: z.string().trim().min(1).max(100) });
export type DoorChange = z.infer<typeof DoorChange>;

/** The Door ID under which a door's device is expected as well. */
export const DoorMove = z.strictObject({ to: NewDoor.shape.id });
export type DoorMove = z.infer<typeof DoorMove>;

/** The device's last status document that the relay has seen; section 3 of the protocol. */
export const SeenStatus = z.strictObject({
  lock: z.enum(["locked", "unlocked"]),
  mode: z.enum(["normal", "held", "lockdown"]),
  until: z.int().exactOptional(),
  contact: z.enum(["open", "closed"]).exactOptional(),
  tamper: z.boolean().exactOptional(),
  lastCommand: z
    .strictObject({
      command: z.string(),
      code: z.union([z.literal(200), z.literal(400)]),
      error: z.string().exactOptional(),
      at: z.int(),
    })
    .exactOptional(),
  firmware: z.string(),
  chip: z.string(),
  uptime: z.int(),
  rssi: z.int(),
  freeHeap: z.int(),
  battery: z.int().exactOptional(),
  clock: z.enum(["synced", "relay", "unset"]),
  boot: z.string(),
});
export type SeenStatus = z.infer<typeof SeenStatus>;

export const DoorView = z.strictObject({
  id: z.string(),
  name: z.string(),
  createdAt: z.int(),
  online: z.boolean(),
  /** Since when it is online, or when it was last. */
  since: z.int().exactOptional(),
  /** An unused claim code is out until then. */
  claimExpiresAt: z.int().exactOptional(),
  device: z
    .strictObject({
      kid: z.string(),
      uid: z.string(),
      firmware: z.strictObject({ version: z.string(), chip: z.string() }),
      boundAt: z.int(),
      registeredAt: z.int(),
    })
    .exactOptional(),
  /** What the device said last, and when (milliseconds since the epoch). */
  status: z.strictObject({ at: z.int(), document: SeenStatus }).exactOptional(),
});
export type DoorView = z.infer<typeof DoorView>;

/** A one-time code that binds the next device key to a door. Shown once. */
export const Claim = z.strictObject({ claim: z.string(), expiresAt: z.int() });
export type Claim = z.infer<typeof Claim>;

export const BannedKey = z.strictObject({
  kid: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  reason: z.string().max(200),
  at: z.int(),
});
export type BannedKey = z.infer<typeof BannedKey>;
export const NewBan = BannedKey.pick({ kid: true, reason: true });
export type NewBan = z.infer<typeof NewBan>;
