import { type Command, OpenLockError, type SendOptions } from "@openlock/client";
import { ownerSigner } from "@openlock/client/grants";
import { openlock } from "../../api/client.ts";
import { pace } from "../../api/pace.ts";
import { forgetDoorPassword, saveDoorPassword } from "../door-password/door-password.ts";
import { explainFailure } from "../doors/explain-failure.ts";
import { learn } from "../doors/run-command.ts";
import { ownerAuthority } from "../keys/command-as-owner.ts";
import { isOwnerOf, ownSigner } from "../keys/sign-as-me.ts";
import type { Outcome } from "./bulk-state.ts";

/** How often the relay may say “later” to one command. */
const TRIES_MAX = 5;

/**
 * Seals a command for one door of many, by what this browser has: its owner key where the door lists it, a kept door
 * password, or a key of one's own.
 *
 * @param typed a door password that was just typed: it comes before all that, and is kept for each door that takes it
 */
export async function askDoor(
  door: string,
  command: Command,
  typed: string | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  const by = await authority(door, typed);
  if (!by) return { phase: "password", wrong: false };
  for (let tries = 1; ; tries++) {
    try {
      await pace.turn(signal);
      // Once it is sent, how it ended is worth knowing, whoever gave up meanwhile.
      const { state } = await openlock.door(door).send(command, by);
      learn(door, state);
      if (typed !== undefined) await saveDoorPassword(door, typed).catch(() => undefined);
      return { phase: "done" };
    } catch (error) {
      if (signal.aborted) throw error;
      if (isLater(error) && tries < TRIES_MAX) pace.refused(error.retryAfterSeconds ?? 1);
      else return await outcomeOf(door, error, by);
    }
  }
}

function isLater(error: unknown): error is OpenLockError {
  return error instanceof OpenLockError && error.code === "rate-limited";
}

async function outcomeOf(door: string, error: unknown, by: SendOptions): Promise<Outcome> {
  const failure = explainFailure(error);
  if (failure.code === "bad-password") {
    await forgetDoorPassword(door).catch(() => undefined);
    return { phase: "password", wrong: true };
  }
  // A key that may not do it: a password would.
  if (failure.code === "not-granted" && by.signer) return { phase: "password", wrong: false };
  return { phase: "failed", failure };
}

async function authority(door: string, typed = ""): Promise<SendOptions | undefined> {
  const owner = await ownerAuthority(door, await isOwnerOf(door).catch(() => false), typed);
  if (owner) return "key" in owner ? { signer: ownerSigner(owner.key) } : owner;
  const own = await ownSigner(door).catch(() => undefined);
  return own && !own.ended ? { signer: own.signer } : undefined;
}
