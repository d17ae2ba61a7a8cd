import {
  BOUNDS,
  type CommandClaims,
  type CommandOpener,
  type DeviceError,
  type OpenedCommand,
  openCommand,
  ProtocolError,
  parseCommand,
  sealResult,
} from "@openlock/protocol";
import type { Boot } from "../core/boot.ts";
import type { PasswordGuard } from "./password-guard.ts";
import type { ReplayMemory } from "./replay-memory.ts";
import { type CommandParts, type Outcome, runCommand } from "./run.ts";
import type { SignatureGuard } from "./signature-guard.ts";

export interface Answer {
  readonly code: 200 | 400;
  /** Missing where the command could not be opened: then there is no key to seal with. */
  readonly jwe?: string;
  /** Wanted once the answer is on its way. */
  readonly restart: boolean;
}

export interface ProcessorParts extends CommandParts {
  readonly boot: Boot;
  readonly nonce: string;
  readonly replay: ReplayMemory;
  readonly guard: PasswordGuard;
  readonly signatures: SignatureGuard;
}

/** Does with a sealed command what section 1 says, in its order: whoever is refused learns of the first reason only. */
export async function processCommand(
  parts: ProcessorParts,
  opener: CommandOpener,
  jwe: string,
): Promise<Answer> {
  const { boot, led, log } = parts;
  led.play("command-received");
  let opened: OpenedCommand;
  try {
    opened = await boot.alive(openCommand(jwe, opener));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    log.warn("command", `refused: ${error.code}`);
    led.play("error");
    return { code: 400, restart: false };
  }
  const { claims } = opened;
  const outcome = await admitAndRun(parts, opened);
  if (!outcome.ok) {
    log.warn("command", `refused: ${outcome.error}`);
    led.play("error");
  }
  const sealed = await boot.alive(sealResult(claims.reply, resultOf(parts, claims, outcome)));
  return { code: outcome.ok ? 200 : 400, jwe: sealed, restart: outcome.ok && outcome.restart === true };
}

async function admitAndRun(parts: ProcessorParts, opened: OpenedCommand): Promise<Outcome> {
  const { claims } = opened;
  const error = admit(parts, claims) ?? (await authorise(parts, opened));
  if (error) return { ok: false, error };
  parts.replay.authorise(claims.jti);
  const parsed = parseCommand(claims.command, claims.args);
  const outcome: Outcome = parsed.ok ? await runCommand(parts, parsed.command) : parsed;
  const name = parsed.ok ? parsed.command.command : "unknown";
  parts.status.ran(name, outcome.ok ? undefined : outcome.error);
  if (outcome.ok) parts.log.info("command", name);
  return outcome;
}

function admit(
  { nonce, clock, replay }: ProcessorParts,
  claims: OpenedCommand["claims"],
): DeviceError | undefined {
  if (claims.boot !== nonce) return "rebooted";
  const now = clock.nowSeconds();
  if (clock.state === "unset" || Math.abs(now - claims.iat) > BOUNDS.clockSkewSeconds) return "stale";
  if (now >= claims.exp) return "stale";
  const admitted = replay.admit(claims.jti, claims.iat);
  switch (admitted) {
    case "new":
      return undefined;
    case "full":
      return "failed";
    default:
      return admitted;
  }
}

/** By password, or by signature: that one never waits for a lock-out, nor counts as a try. */
async function authorise(parts: ProcessorParts, opened: OpenedCommand): Promise<DeviceError | undefined> {
  if (opened.by === "password") return checkPassword(parts, opened.claims);
  const refusal = await parts.boot.alive(parts.signatures.refuse(opened.jws));
  if (refusal === undefined) return undefined;
  parts.log.warn("grant", refusal);
  return "not-granted";
}

async function checkPassword(
  { guard, log }: ProcessorParts,
  claims: CommandClaims,
): Promise<DeviceError | undefined> {
  try {
    const verdict = await guard.check(claims.password ?? "");
    return verdict === "ok" ? undefined : verdict;
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name === "Stopped") throw fault;
    // A failure that cannot be counted opens nothing.
    log.error("command", "the password could not be checked");
    return "failed";
  }
}

function resultOf({ clock, status }: ProcessorParts, claims: OpenedCommand["claims"], outcome: Outcome) {
  const base = { sub: claims.jti, iat: clock.nowSeconds(), state: status.state };
  if (!outcome.ok) return { ...base, code: 400 as const, error: outcome.error };
  return { ...base, code: 200 as const, ...(outcome.status ? { status: outcome.status } : {}) };
}
