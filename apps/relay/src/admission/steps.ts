import {
  BOUNDS,
  type CommandHeader,
  type DoorId,
  ProtocolError,
  parseSealedCommand,
  type SealedCommand,
} from "@openlock/protocol";
import { sha256 } from "../crypto/hash.ts";
import type { DoorKeyEntry, DoorKeys } from "../devices/door-keys.ts";
import type { Hot } from "../hot/hot.ts";
import type { Principal } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";
import type { TellQuotas } from "../http/rate-limit-headers.ts";
import type { CommandLimits } from "./limits.ts";

/**
 * How long a command is remembered: an `iat` may be ahead of the relay's clock as far as behind it, so one command
 * can be taken for twice the skew; the rest is margin.
 */
export const REMEMBER_MS = 3 * BOUNDS.clockSkewSeconds * 1000;

/**
 * Bounds, strict parse, canonical spelling.
 *
 * @throws {ProblemError} `too-large`, `malformed`
 */
export function parseBody(body: Uint8Array): SealedCommand {
  try {
    // Latin-1 maps every byte to one character, and no character outside ASCII is base64url.
    return parseSealedCommand(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1"));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    if (error.code === "too-large") {
      throw new ProblemError("too-large", `A sealed command is at most ${BOUNDS.commandBytes} bytes long.`);
    }
    throw new ProblemError("malformed", `Not a sealed command: ${error.message}.`);
  }
}

/** @throws {ProblemError} `malformed` */
export function checkAudience(header: CommandHeader, door: DoorId): void {
  if (header.aud !== door) {
    throw new ProblemError(
      "malformed",
      "This command is sealed for another door than the one it was sent to.",
    );
  }
}

/**
 * The command's key is the door's current one, and not banned.
 *
 * @throws {ProblemError} `door-unknown`, `not-registered`, `key-banned`, `key-changed`
 */
export async function checkKey(header: CommandHeader, door: DoorId, keys: DoorKeys): Promise<void> {
  const remembered = keys.remembered(door);
  if (remembered?.found === "key" && remembered.kid === header.kid && !remembered.banned) return;
  // Another key may be the newer one: what is remembered does not decide a refusal.
  requireKey(await keys.read(door), header.kid);
}

function requireKey(entry: DoorKeyEntry, kid: string): void {
  switch (entry.found) {
    case "no-door":
      throw new ProblemError("door-unknown", "There is no such door, or you may not use it.");
    case "no-key":
      throw new ProblemError(
        "not-registered",
        "No device has registered for this door yet. Set one up first.",
      );
    case "key":
      if (entry.banned) {
        throw new ProblemError(
          "key-banned",
          "The key of this door's device is banned. An admin can set it up anew.",
        );
      }
      if (entry.kid !== kid) {
        throw new ProblemError(
          "key-changed",
          "The door has another key than the one this command is sealed to. Compare its fingerprint before you trust it.",
        );
      }
  }
}

/** @throws {ProblemError} `stale` */
export function checkFreshness(header: CommandHeader, now: number): void {
  const seconds = Math.floor(now / 1000);
  if (Math.abs(seconds - header.iat) <= BOUNDS.clockSkewSeconds) return;
  throw new ProblemError(
    "stale",
    `The command was made too long ago, or the clock that made it is wrong: the relay's says ${seconds}.`,
  );
}

/**
 * A guest's command is signed: passwords are not for guests to try.
 *
 * @throws {ProblemError} `forbidden`
 */
export function checkAuthority({ cty }: CommandHeader, { actor }: Principal): void {
  if (actor.kind !== "guest" || cty !== undefined) return;
  throw new ProblemError("forbidden", "A guest's command is signed with the key of their link.");
}

/**
 * Limits, and the command unseen, in one step.
 *
 * @returns the hash that is remembered now
 * @throws {ProblemError} `rate-limited`, `replayed`, `stale`, `store-unavailable`
 */
export async function admitOnce(
  command: SealedCommand,
  how: {
    readonly hot: Hot;
    readonly limits: CommandLimits;
    readonly tellQuotas: TellQuotas;
    readonly now: number;
  },
): Promise<string> {
  const { hot, limits, tellQuotas, now } = how;
  const hash = sha256(command.bytes);
  let admission: Awaited<ReturnType<Hot["admit"]>>;
  try {
    const { aud: door, iat } = command.header;
    const issuedAt = iat * 1000;
    const counted = { limits: limits.door, shared: limits.shared, now };
    admission = await hot.admit({ door, hash, issuedAt, rememberMs: REMEMBER_MS, ...counted });
  } catch (cause) {
    throw new ProblemError(
      "store-unavailable",
      "The relay cannot tell whether it has seen this command before, so it does not let it through. Try again soon.",
      { cause },
    );
  }
  if (admission.outcome !== "forgotten") tellQuotas(admission.quotas);
  switch (admission.outcome) {
    case "admitted":
      return hash;
    case "replayed":
      throw new ProblemError("replayed", "This very command was sent before. Make a new one.");
    case "forgotten":
      throw new ProblemError(
        "stale",
        "The relay has lost its memory of the commands of that time, so it does not let one of them through. Make a new one.",
      );
    case "rate-limited":
      throw rateLimited(`Too many commands (limit: ${admission.limit}).`, admission.retryAfterMs);
  }
}

/** How `Retry-After` says it: whole seconds, at least one. */
export function toSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

/** A `rate-limited` problem with its `Retry-After` (RFC 9110, 10.2.3). */
export function rateLimited(what: string, retryAfterMs: number): ProblemError {
  const seconds = toSeconds(retryAfterMs);
  return new ProblemError("rate-limited", `${what} Try again in ${seconds} s.`, {
    headers: { "retry-after": String(seconds) },
  });
}
