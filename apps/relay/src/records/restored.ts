import { BOUNDS } from "@openlock/protocol";
import type { Journal } from "../audit/journal.ts";
import type { SettingRecords } from "./records.ts";

/** Setting: when the store was restored from a backup, in ms since the epoch. */
export const RESTORED_AT = "restored-at";
const NOTED = "restored-at-noted";

/**
 * Since when the audit tells of every command that was let through, in ms since the epoch. What a restored store has let
 * through since its backup, nobody knows; and a client's clock may be ahead by as much as the relay allows.
 */
export async function auditCompleteSince(settings: SettingRecords): Promise<number> {
  const restoredAt = await settings.get(RESTORED_AT);
  return restoredAt === undefined ? 0 : Number(restoredAt) + BOUNDS.clockSkewSeconds * 1000;
}

/** Writes down, once, that the store was restored: what the audit told between the backup and then is not in it. */
export async function noteRestore(settings: SettingRecords, journal: Journal): Promise<void> {
  const restoredAt = await settings.get(RESTORED_AT);
  if (restoredAt === undefined || (await settings.get(NOTED)) === restoredAt) return;
  const at = Number(restoredAt);
  await journal.write({ at, actor: { kind: "relay" }, action: "store.restore", outcome: "done" });
  await settings.put(NOTED, restoredAt);
}
