import type { About, Claim, DoorView, ReleaseKeyView } from "@openlock/api";
import type { DeviceInfo } from "@openlock/protocol";
import { configureDevice, deviceInfo, ProvisioningError, waitUntilOnline } from "@openlock/provisioning";
import { api } from "../../api/http.ts";
import { t } from "../../i18n/text.ts";
import { readDoorPassword, saveDoorPassword } from "../door-password/door-password.ts";
import { readReleaseKeys } from "../release-keys/release-keys.ts";
import type { WizardStore } from "./wizard-store.ts";

/** Restart, Wi-Fi, TLS and registration together take some seconds; in milliseconds. */
const ONLINE_TIMEOUT = 90_000;

export interface DoorPasswordChoice {
  /** Gives the board the password that was made here; else it keeps the one that it has. */
  readonly makeNew: boolean;
  /** The one that the board has, as somebody typed it; empty where nobody did. */
  readonly present: string;
}

/**
 * Gives the board all it needs over the cable, keeps the door password for this browser, and waits until the board is
 * online. Done again, it goes on from wherever the board is.
 */
export async function sendSettings(
  store: WizardStore,
  given: About["device"],
  choice: DoorPasswordChoice,
  onInfo: (info: DeviceInfo) => void,
): Promise<void> {
  const { board, door, password: made, learn, next, attempt, keepSecret } = store.getState();
  if (!board || !door) throw new Error("no board or door yet");

  attempt();
  const before = await board.use((session) => deviceInfo(session));
  const present = store.getState().presentPassword ?? (choice.present || (await keptPassword(before)));
  const claim = (await isBound(door.id, before.kid)) ? undefined : await newClaim(door.id);
  for (const secret of [present, claim]) if (secret) keepSecret(secret);
  const { url, ca } = given;
  const releaseKeys = await trustedKeys();
  // A board that is new to the door; one that is not keeps the owners that it has.
  const owners = await import("../keys/change-owner-keys.ts");
  const ownerKey = claim ? await owners.firstOwnerKey(door.id) : undefined;
  const settings = {
    ...{ server: ca ? { url, ca } : { url }, doorId: door.id },
    // Without one the board takes no update over the air; where there are none here, it keeps what it has.
    ...(releaseKeys.length > 0 ? { releaseKeys: [...releaseKeys] } : {}),
    ...(ownerKey ? { ownerKeys: [ownerKey.publicKey] } : {}),
  };
  const password = choice.makeNew ? made : present;
  await board.use((session) =>
    configureDevice(session, {
      settings: choice.makeNew ? { ...settings, password: made } : settings,
      ...(claim ? { claim } : {}),
      ...(present ? { password: present } : {}),
    }),
  );
  if (password) {
    learn({ presentPassword: password });
    await saveDoorPassword(door.id, password);
  }

  const device = await board.overRestarts((session) =>
    waitUntilOnline(session, { timeoutMs: ONLINE_TIMEOUT, onInfo }),
  );
  if (device.doorId !== door.id) {
    throw new ProvisioningError("device-failed", t`The board is online, but for another door.`);
  }
  if (ownerKey) await owners.noteOwnerKey(door.id, { key: ownerKey.publicKey });
  next({ device });
}

/** What this browser keeps for the door that the board was set up for before. */
async function keptPassword({ doorId }: DeviceInfo): Promise<string | undefined> {
  return doorId === undefined ? undefined : await readDoorPassword(doorId);
}

/** Whether the relay knows this very board as the door's: then it needs no claim code. */
async function isBound(doorId: string, kid: string | undefined): Promise<boolean> {
  const { device } = await api.get<DoorView>(`/api/doors/${doorId}`);
  return device !== undefined && device.kid === kid;
}

async function newClaim(doorId: string): Promise<string> {
  return (await api.post<Claim>(`/api/doors/${doorId}/claim`)).claim;
}

/** What this browser was told of its owner's release keys; without that, what the relay was told. */
async function trustedKeys() {
  const own = readReleaseKeys();
  if (own.length > 0) return own;
  const { keys } = await api.get<{ keys: ReleaseKeyView[] }>("/api/release-keys");
  return keys.map(({ key }) => key);
}
