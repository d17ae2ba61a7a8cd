import * as z from "zod/mini";
import { BOUNDS } from "./bounds.ts";
import { parseShape, parseStrictJson } from "./json.ts";
import { Jti, Milliseconds, ServerPath } from "./names.ts";
import { DeviceStatus } from "./status.ts";

/** The WebSocket subprotocol of section 3. */
export const SOCKET_PROTOCOL = "openlock.v1";

const FrameId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,86}$/, "not an id"));
const SealedText = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_.-]+$/, "not a JWE"), z.maxLength(BOUNDS.commandBytes));
/** What it says is for the device to look at, and to answer by an update-result. */
const ManifestText = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_.-]+$/, "not a JWS"), z.maxLength(BOUNDS.manifestBytes));
/** Names that this version does not know may come from a newer one. */
const nameOf = (what: string) => z.string().check(z.regex(/^[a-z][a-z-]{0,39}$/, `not ${what}`));
const Code = z.literal([200, 400]);
const ShortText = z.string().check(z.maxLength(200));

/** Relay → device. */
export const RelayFrame = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("welcome"),
    serverTime: Milliseconds,
    keepAliveSeconds: z.int().check(z.minimum(1), z.maximum(300)),
  }),
  z.strictObject({ type: z.literal("command"), id: Jti, jwe: SealedText }),
  z.strictObject({ type: z.literal("status"), id: FrameId }),
  z.strictObject({
    type: z.literal("update"),
    id: FrameId,
    manifest: ManifestText,
    /** Where the image is. */
    url: ServerPath,
  }),
]);
export type RelayFrame = z.infer<typeof RelayFrame>;

/** What a device reports that happened at the door. */
export const DeviceEvent = z.strictObject({
  type: z.literal("event"),
  /** Counts up, survives a restart: a gap shows a lost event. */
  seq: z.int().check(z.nonnegative()),
  at: Milliseconds,
  event: nameOf("an event name"),
  detail: z.exactOptional(
    z.record(z.string().check(z.maxLength(40)), z.union([ShortText, z.number(), z.boolean()])),
  ),
});
export type DeviceEvent = z.infer<typeof DeviceEvent>;

/** Device → relay. */
export const DeviceFrame = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("keepalive"),
    uptime: DeviceStatus.shape.uptime,
    rssi: DeviceStatus.shape.rssi,
    lock: DeviceStatus.shape.lock,
  }),
  z.strictObject({ type: z.literal("result"), id: Jti, code: Code, jwe: z.exactOptional(SealedText) }),
  z.strictObject({ type: z.literal("status"), id: z.exactOptional(FrameId), status: DeviceStatus }),
  z.strictObject({
    type: z.literal("update-progress"),
    id: FrameId,
    /** One of `UPDATE_PHASES`. */
    phase: nameOf("a phase"),
    /** Of this phase. */
    percent: z.int().check(z.minimum(0), z.maximum(100)),
  }),
  z
    .strictObject({
      type: z.literal("update-result"),
      id: FrameId,
      code: Code,
      /** One of `UPDATE_ERRORS`; with 400 and only with it. */
      error: z.exactOptional(nameOf("an error")),
    })
    .check(z.refine(({ code, error }) => (code === 400) === (error !== undefined), "error goes with 400")),
  DeviceEvent,
]);
export type DeviceFrame = z.infer<typeof DeviceFrame>;

/** @throws {ProtocolError} */
export function parseRelayFrame(text: string): RelayFrame {
  return parseShape(RelayFrame, parseStrictJson(text, BOUNDS.frameBytes));
}

/** @throws {ProtocolError} */
export function parseDeviceFrame(text: string): DeviceFrame {
  return parseShape(DeviceFrame, parseStrictJson(text, BOUNDS.frameBytes));
}
