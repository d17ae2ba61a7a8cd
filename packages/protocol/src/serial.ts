import * as z from "zod/mini";
import { BOUNDS } from "./bounds.ts";
import { parseShape, parseStrictJson } from "./json.ts";
import { RsaPublicJwk } from "./keys.ts";
import { DoorId, Kid, Uid } from "./names.ts";
import { ClaimCode } from "./registration.ts";
import { DeviceSettings } from "./settings.ts";
import { DeviceFirmware } from "./status.ts";

/** How far a device has come, as `device.info` and the wizard tell it. */
export const DeviceStage = z.enum(["making-key", "unconfigured", "wifi", "relay", "online"]);
export type DeviceStage = z.infer<typeof DeviceStage>;

/** Answer to `device.info`. */
export const DeviceInfo = z.strictObject({
  uid: Uid,
  firmware: DeviceFirmware,
  stage: DeviceStage,
  doorId: z.exactOptional(DoorId),
  /** Missing while the key is being made. */
  publicKey: z.exactOptional(RsaPublicJwk),
  kid: z.exactOptional(Kid),
  /** Why the device is not online, as a stable code, and in words. */
  trouble: z.exactOptional(
    z.strictObject({
      code: z.string().check(z.regex(/^[a-z][a-z-]{0,39}$/, "not a code")),
      detail: z.string().check(z.maxLength(200)),
    }),
  ),
});
export type DeviceInfo = z.infer<typeof DeviceInfo>;

/** The present door password; wanted once the device has one. */
const present = { password: z.exactOptional(z.string().check(z.maxLength(256))) };

export const SerialParams = {
  "device.info": z.exactOptional(z.strictObject({})),
  "device.configure": z.strictObject({
    settings: DeviceSettings,
    claim: z.exactOptional(ClaimCode),
    ...present,
  }),
  /** Wipes settings and key, then restarts. */
  "device.reset": z.exactOptional(z.strictObject(present)),
} as const;
export type SerialMethod = keyof typeof SerialParams;

/** Answer to `device.configure`: whether the device restarts to take the settings in. */
export const ConfigureResult = z.strictObject({ restarting: z.boolean() });
export const ResetResult = z.strictObject({ restarting: z.literal(true) });

/** JSON-RPC 2.0 request (section 6). Parameters are checked by the method's own schema. */
export const SerialRequest = z.strictObject({
  jsonrpc: z.literal("2.0"),
  id: z.union([z.int(), z.string().check(z.maxLength(40))]),
  method: z.string().check(z.maxLength(40)),
  params: z.exactOptional(z.record(z.string(), z.unknown())),
});
export type SerialRequest = z.infer<typeof SerialRequest>;

/** JSON-RPC 2.0 error codes used on the serial line; `data.error` is the stable name. */
export const SERIAL_ERROR = {
  parse: -32700,
  invalidRequest: -32600,
  unknownMethod: -32601,
  invalidParams: -32602,
  /** `bad-password` or `locked-out`, in `data.error`. */
  refused: -32001,
  /** `busy`, `failed`, or what is wrong with Wi-Fi: nothing was changed. */
  failed: -32000,
} as const;

export const SerialResponse = z.union([
  z.strictObject({ jsonrpc: z.literal("2.0"), id: SerialRequest.shape.id, result: z.unknown() }),
  z.strictObject({
    jsonrpc: z.literal("2.0"),
    id: z.nullable(SerialRequest.shape.id),
    error: z.strictObject({
      code: z.int(),
      message: z.string().check(z.maxLength(400)),
      data: z.exactOptional(z.strictObject({ error: z.string().check(z.maxLength(40)) })),
    }),
  }),
]);
export type SerialResponse = z.infer<typeof SerialResponse>;

/** @throws {ProtocolError} */
export function parseSerialRequest(line: string): SerialRequest {
  return parseShape(SerialRequest, parseStrictJson(line, BOUNDS.serialLineBytes));
}

/** @throws {ProtocolError} */
export function parseSerialResponse(line: string): SerialResponse {
  return parseShape(SerialResponse, parseStrictJson(line, BOUNDS.serialLineBytes));
}
