import type { DoorView } from "@openlock/api";
import { OpenLockError, type SendOptions, type SignerSource } from "@openlock/client";
import type { DeviceStatus, DoorState } from "@openlock/protocol";
import { openlock } from "../../api/client.ts";
import { serverNow } from "../../api/server-clock.ts";
import { queries } from "../../app/queries.ts";
import { t } from "../../i18n/text.ts";
import { forgetDoorPassword, readDoorPassword, saveDoorPassword } from "../door-password/door-password.ts";
import { type OwnSigner, ownerKeySigner, ownSigner } from "../keys/sign-as-me.ts";
import type { CommandEvent, DoorAction } from "./command-state.ts";
import { explainFailure } from "./explain-failure.ts";
import { noteProvenOwner } from "./proven-owners.ts";
import { withState } from "./shown-state.ts";

/** What it is called where a key of one's own may not do it. */
const REFUSALS: readonly string[] = ["not-granted", "forbidden"];
const keyRefused = () => ({
  title: t`Your key may not do this at this door`,
  next: t`Its access may not include it, not count at this time, have ended, or have been taken back. See Your key.`,
});

/**
 * Sends one command and tells how it goes.
 *
 * @param given a password that was just typed; it is kept in this browser unless the door says that it is wrong.
 * Without, this browser's owner key is used where the door has it, else one's own key where something was granted to it, else
 * the kept password.
 */
export async function runCommand(
  doorId: string,
  action: DoorAction,
  given: string | undefined,
  tell: (event: CommandEvent) => void,
): Promise<void> {
  const by = await findAuthority(doorId, given);
  if (by === undefined) {
    tell({ type: "password-needed", wrong: false });
    return;
  }
  if (given !== undefined) await saveDoorPassword(doorId, given).catch(() => undefined);
  try {
    const onStep = (step: "preparing" | "waiting" | "retrying") => tell({ type: "step", step });
    learn(doorId, await ask(doorId, action, { ...by, onStep }));
    if ("ownerKid" in by) noteProvenOwner(doorId, by.ownerKid);
    tell({ type: "answered" });
  } catch (error) {
    if (error instanceof OpenLockError && error.code === "bad-password") {
      await forgetDoorPassword(doorId).catch(() => undefined);
      tell({ type: "password-needed", wrong: true });
    } else if (error instanceof OpenLockError && error.code === "not-granted" && "asOwner" in by) {
      // The door has other owner keys than the relay was told; its password still opens it.
      tell({ type: "password-needed", wrong: false });
    } else {
      const failure = explainFailure(error);
      const refusedKey = "signer" in by && REFUSALS.includes(failure.code);
      if (refusedKey) void queries.invalidateQueries({ queryKey: ["grants", "mine"] });
      tell({ type: "failed", failure: refusedKey ? { ...failure, ...keyRefused() } : failure });
    }
  } finally {
    // The first command to a door pins its key.
    void queries.invalidateQueries({ queryKey: ["pinned-key", doorId] });
  }
}

type Authority =
  | { readonly password: string }
  | OwnSigner
  | { readonly signer: SignerSource; readonly asOwner: true };

/** A password or a key; undefined where a password has to be asked for. */
async function findAuthority(doorId: string, given: string | undefined): Promise<Authority | undefined> {
  if (given !== undefined) return { password: given };
  const owner = await ownerKeySigner(doorId).catch(() => undefined);
  if (owner) return { signer: owner, asOwner: true };
  const own = await ownSigner(doorId).catch(() => undefined);
  if (own && !own.ended) return own;
  // Where the browser keeps nothing, as in some private windows, the password is asked for each time.
  const password = await readDoorPassword(doorId).catch(() => undefined);
  if (password !== undefined) return { password };
  return own;
}

function ask(doorId: string, action: DoorAction, options: SendOptions): Promise<DoorState | DeviceStatus> {
  const door = openlock.door(doorId);
  switch (action.command) {
    case "unlock":
      return door.unlock(options);
    case "lock":
      return door.lock(options);
    case "identify":
      return door.identify(options);
    case "status":
      return door.status(options);
    case "hold":
      return door.hold({ ...options, until: action.until });
    case "lockdown":
      return door.lockdown({ ...options, on: action.on });
  }
}

/** Shows what the door answered at once, without waiting for the event stream to tell it. */
export function learn(doorId: string, state: DoorState): void {
  const at = serverNow();
  queries.setQueryData<readonly DoorView[]>(["doors"], (doors) =>
    doors?.map((door) => (door.id === doorId ? withState(door, state, at) : door)),
  );
  queries.setQueryData<DoorView>(["doors", doorId], (door) => door && withState(door, state, at));
}
