export type { Command, DeviceSettings, DeviceStatus, DoorState, ResultClaims } from "@openlock/protocol";
export type { Client, ClientOptions } from "./client.ts";
export { createClient } from "./client.ts";
export type { CommandStep, Door, PasswordSource, SendOptions, SignerSource } from "./door.ts";
export type { ChangedKeys, OpenLockErrorCode } from "./errors.ts";
export { OpenLockError } from "./errors.ts";
// For `@openlock/client/grants` and `/session`, which share its errors.
export type { HttpOptions } from "./http.ts";
export { request } from "./http.ts";
export type { PinStore } from "./pins.ts";
export { memoryPins, storagePins } from "./pins.ts";
