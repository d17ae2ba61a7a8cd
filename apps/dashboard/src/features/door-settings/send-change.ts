import type { DoorMove, DoorView, HistoryPage } from "@openlock/api";
import { OpenLockError } from "@openlock/client";
import { ownerSigner } from "@openlock/client/grants";
import { openlock } from "../../api/client.ts";
import { api } from "../../api/http.ts";
import { pins } from "../../api/pins.ts";
import { queries } from "../../app/queries.ts";
import { forgetDoorPassword, readDoorPassword, saveDoorPassword } from "../door-password/door-password.ts";
import type { OwnerAuthority } from "../keys/command-as-owner.ts";
import { followRestart, type RestartEnd, type RestartPorts, type RestartStep } from "./follow-restart.ts";
import { restarts, type SettingChange, type SettingName } from "./setting-change.ts";

/** A change that the door has taken, or may have. */
export interface SentChange {
  readonly setting: SettingName;
  /** Its Door ID from now on. */
  readonly doorId: string;
  /** False where no answer came back: it may have taken it all the same. */
  readonly answered: boolean;
  /** Follows the restart; undefined where none is to come. */
  readonly follow:
    | ((signal: AbortSignal, tell: (step: RestartStep) => void) => Promise<RestartEnd>)
    | undefined;
}

/** How often a door that restarts is looked for, milliseconds. */
const LOOK_MS = 1_000;
/** Restart, Wi-Fi, TLS and registration; five minutes on a Wi-Fi that leads nowhere come on top. */
const LATE_MS = 60_000;
const LATE_WIFI_MS = 420_000;

/**
 * Seals a change to the door and sends it.
 *
 * @returns once the door has said, under its seal, that it stored it; or may have
 * @throws {OpenLockError} where it did not
 * @throws {ApiError} where the relay does not know the new Door ID
 */
export async function sendChange(
  door: DoorView,
  change: SettingChange,
  authority: OwnerAuthority,
): Promise<SentChange> {
  const { setting } = change;
  const [lastEvent, before] = await Promise.all([newestEntry(door.id), bootOf(door)]);
  const doorId = setting === "doorId" ? change.settings.doorId : door.id;
  if (doorId !== door.id) await expectAs(door.id, doorId);
  let answered = true;
  try {
    await openlock.door(door.id).configure(change.settings, credential(authority));
  } catch (error) {
    if (error instanceof OpenLockError && error.code === "bad-password") {
      await forgetDoorPassword(door.id).catch(() => undefined);
    }
    if (!mayHaveRun(error) || !restarts(setting)) {
      if (doorId !== door.id) await api.delete(`/api/doors/${doorId}`).catch(() => undefined);
      throw error;
    }
    answered = false;
  } finally {
    void queries.invalidateQueries({ queryKey: ["pinned-key", door.id] });
  }
  if (setting === "password")
    await saveDoorPassword(door.id, change.settings.password).catch(() => undefined);
  const goes = { before, lateAfterMs: setting === "wifi" ? LATE_WIFI_MS : LATE_MS };
  const follow = restarts(setting)
    ? (signal: AbortSignal, tell: (step: RestartStep) => void) =>
        followRestart(ports(doorId, authority, lastEvent, signal), goes, tell)
    : undefined;
  return { setting, doorId, answered, follow };
}

/** The relay expects the door's device under the new Door ID too, and this browser the same key there. */
async function expectAs(from: string, to: string): Promise<void> {
  await api.post<DoorView>(`/api/doors/${from}/move`, { to } satisfies DoorMove);
  const kid = await pins.get(from);
  if (kid !== undefined) await openlock.door(to).pin(kid);
}

/** After the door has come back under its new Door ID: the old one is nobody's any more. */
export async function leaveOldDoorId(from: string, to: string): Promise<void> {
  const password = await readDoorPassword(from).catch(() => undefined);
  if (password !== undefined) await saveDoorPassword(to, password).catch(() => undefined);
  await api.delete(`/api/doors/${from}`);
  await forgetDoorPassword(from).catch(() => undefined);
}

function ports(doorId: string, authority: OwnerAuthority, since: number, signal: AbortSignal): RestartPorts {
  return {
    async look() {
      try {
        const door = await api.get<DoorView>(`/api/doors/${doorId}`, { signal });
        queries.setQueryData(["doors", doorId], door);
        const boot = door.status?.document.boot;
        return { online: door.online, ...(boot !== undefined && { boot }) };
      } catch {
        return undefined;
      }
    },
    async sealedBoot() {
      try {
        return (await openlock.door(doorId).status({ ...credential(authority), signal })).boot;
      } catch {
        return undefined;
      }
    },
    async wentBack() {
      // The door tells its events before it answers, so what it has told by now is all there.
      const { entries } = await api.get<HistoryPage>(`/api/doors/${doorId}/history?limit=50`, { signal });
      return entries.some(({ seq, detail }) => seq > since && detail?.event === "wifi-reverted");
    },
    pause: () =>
      new Promise((resolve, reject) => {
        const given = () => reject(signal.reason);
        signal.throwIfAborted();
        signal.addEventListener("abort", given, { once: true });
        setTimeout(() => {
          signal.removeEventListener("abort", given);
          resolve();
        }, LOOK_MS);
      }),
    now: () => performance.now(),
  };
}

/** Entries of the history are newer than what comes now where their `seq` is higher. */
async function newestEntry(doorId: string): Promise<number> {
  const { entries } = await api.get<HistoryPage>(`/api/doors/${doorId}/history?limit=1`);
  return entries[0]?.seq ?? 0;
}

async function bootOf({ id }: DoorView): Promise<string | undefined> {
  return (await api.get<DoorView>(`/api/doors/${id}`)).status?.document.boot;
}

function credential(authority: OwnerAuthority) {
  return "key" in authority ? { signer: ownerSigner(authority.key) } : authority;
}

function mayHaveRun(error: unknown): boolean {
  return error instanceof OpenLockError && error.mayHaveRun;
}
