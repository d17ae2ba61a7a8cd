import type { DeviceSettings } from "@openlock/client";

/** One setting of a door at a time: what became of it can then be told. */
export type SettingName = "relock" | "failSafe" | "wifi" | "server" | "doorId" | "password" | "releaseKeys";

/** What a change has in it, by its setting. */
export type SettingChange =
  | { readonly setting: "relock"; readonly settings: Wanted<"relockSeconds"> }
  | { readonly setting: "failSafe"; readonly settings: Wanted<"failSafe"> }
  | { readonly setting: "wifi"; readonly settings: Wanted<"wifi"> }
  | { readonly setting: "server"; readonly settings: Wanted<"server"> }
  | { readonly setting: "doorId"; readonly settings: Wanted<"doorId"> }
  | { readonly setting: "password"; readonly settings: Wanted<"password"> }
  | { readonly setting: "releaseKeys"; readonly settings: Wanted<"releaseKeys"> };

type Wanted<Name extends keyof DeviceSettings> = Required<Pick<DeviceSettings, Name>>;

/** Those after which a door restarts (protocol, section 1: “where a critical setting changed”). */
export function restarts(setting: SettingName): boolean {
  return setting === "wifi" || setting === "server" || setting === "doorId";
}
