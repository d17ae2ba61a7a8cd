import {
  type EcPublicJwk,
  type GrantableCommand,
  type GrantClaims,
  makeGrant,
  type OwnKey,
  type SigningKey,
} from "@openlock/client/grants";
import { thumbprint } from "@openlock/protocol";
import { t } from "../../i18n/text.ts";
import { browserKey } from "./browser-keys.ts";
import { readWeek } from "./schedule/ScheduleField.tsx";
import type { Week } from "./schedule/week.ts";

const DAY = 86_400;
/** A door's clock may be behind this one by so much, seconds. */
const CLOCK_SLACK = 60;

/** What is given, as it stands in the fields. */
export interface Access {
  readonly commands: readonly GrantableCommand[];
  /** As a field for local times has it. */
  readonly until: string;
  /** Undefined: at all hours. */
  readonly week: Week | undefined;
}

/** From a minute ago until then; undefined where the door would not take it. */
export function readAccess(
  { commands, until, week }: Access,
  maxDays = 366,
): Pick<GrantClaims, "commands" | "nbf" | "exp" | "schedule" | "tz"> | undefined {
  const nbf = Math.floor(Date.now() / 1000) - CLOCK_SLACK;
  const exp = Math.floor(new Date(until).getTime() / 1000);
  const hours = week && readWeek(week);
  const allowed = week ? commands.filter((command) => command !== "hold") : commands;
  const fits = exp > nbf + CLOCK_SLACK && exp - nbf < maxDays * DAY;
  if (!fits || allowed.length === 0 || (week && !hours)) return undefined;
  return { commands: [...allowed], nbf, exp, ...hours };
}

/** A key as the relay names it, whose fingerprint people see. */
export interface SeenKey {
  readonly key: EcPublicJwk;
  readonly kid: string;
}

/**
 * Signs a grant with an owner key.
 *
 * @throws {Error} where the key is another than the one whose fingerprint was shown
 */
export async function signAccess(
  owner: SigningKey,
  door: string,
  to: SeenKey,
  access: Access,
): Promise<string> {
  const allowed = readAccess(access);
  if (!allowed) throw new Error(t`Its end is in the past, or further ahead than a year.`);
  return (await makeGrant({ door, publicKey: await checkedKey(to), ...allowed }, owner)).grant;
}

/**
 * The relay brings keys and their fingerprints: one that shows one and hands over another gets nothing signed.
 *
 * @throws {Error}
 */
export async function checkedKey({ key, kid }: SeenKey): Promise<EcPublicJwk> {
  if ((await thumbprint(key)) === kid) return key;
  throw new Error(t`The server shows another fingerprint than this key has. Tell whoever runs it.`);
}

/** @throws {Error} where this browser has none, or keeps nothing */
export async function thisOwnerKey(): Promise<OwnKey> {
  const key = await browserKey("owner");
  if (key) return key;
  throw new Error(t`This browser has no owner key any more.`);
}

/** As a field for local times takes it. */
export function localTime(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function inDays(days: number): string {
  return localTime(Date.now() + days * DAY * 1000);
}
