import { AlertKind } from "@openlock/api";
import { z } from "zod";
import { networkOf } from "../net/network.ts";
import { AuditDetail } from "../records/audit.ts";
import type { AuditRow } from "../records/records.ts";

/** Something of which enough is worth an alert. */
export const Happening = z.object({
  at: z.number(),
  kind: AlertKind,
  /** What it is counted by, beside its kind: a Door ID, an address. */
  subject: z.string(),
  door: z.string().exactOptional(),
  /** More than one where the audit left rows out. */
  times: z.number(),
  /** How many about this subject are worth an alert. */
  threshold: z.number(),
  /** Facts for its sentence; never a device's own words, nor a caller's. */
  detail: AuditDetail,
});
export type Happening = z.infer<typeof Happening>;

/** Wrong codes for one address; people mistype. */
const FAILED_AT_ADDRESS = 5;
/** Wrong codes from one network, in which there may be an office. */
const FAILED_FROM_NETWORK = 20;

const KEY_REFUSALS = ["key-banned", "other-key", "claim-wrong", "claim-expired"];

const DEVICE_EVENTS: Readonly<Record<string, AlertKind>> = {
  tamper: "tamper",
  "locked-out": "password-locked",
  "door-ajar": "door-ajar",
};

/** What a row of the audit says that people want to be told: mostly nothing. */
export function happeningsOf(row: AuditRow): readonly Happening[] {
  switch (row.action) {
    case "sign-in":
    case "sign-in.code":
      return row.outcome === "refused" ? failedSignIn(row) : [];
    case "session.refresh":
      return row.code === "refresh-token-reused" ? reusedSession(row) : [];
    case "command.send":
      return row.code === "replayed" ? aboutDoor(row, "command-replayed", whoAsked(row)) : [];
    case "network.block":
      return row.outcome === "done" ? blockedNetwork(row) : [];
    case "device.register":
      return registration(row);
    case "device.event":
      return deviceEvent(row);
    case "rollout.halt":
      return haltedRollout(row);
    case "webhook.deliver":
      return row.outcome === "failed" ? failingWebhook(row) : [];
    default:
      return [];
  }
}

function failedSignIn(row: AuditRow): readonly Happening[] {
  const { ip, detail } = row;
  const email = detail?.email;
  const network = ip === undefined ? undefined : networkOf(ip);
  const failures: Happening[] = [];
  if (typeof email === "string") {
    const facts = { email, ...(ip === undefined ? {} : { ip }) };
    failures.push({
      ...one(row, "sign-in-failures", `address ${email}`, facts),
      threshold: FAILED_AT_ADDRESS,
    });
  }
  if (network !== undefined) {
    failures.push({
      ...one(row, "sign-in-failures", `network ${network}`, { network }),
      threshold: FAILED_FROM_NETWORK,
    });
  }
  return failures;
}

function reusedSession(row: AuditRow): readonly Happening[] {
  const subject = row.actor.kind === "person" ? row.actor.id : "nobody";
  return [one(row, "session-reused", subject, whoAsked(row))];
}

function blockedNetwork(row: AuditRow): readonly Happening[] {
  const { network, minutes } = row.detail ?? {};
  if (typeof network !== "string" || typeof minutes !== "number") return [];
  return [one(row, "network-blocked", network, { network, minutes })];
}

function registration(row: AuditRow): readonly Happening[] {
  const { outcome, code = "", actor, detail, ip } = row;
  const from = ip === undefined ? {} : { ip };
  if (outcome === "refused" && KEY_REFUSALS.includes(code)) {
    return aboutDoor(row, "key-refused", { reason: code, ...from });
  }
  if (outcome !== "done" || detail?.bound !== true) return [];
  const kid = actor.kind === "device" ? { kid: actor.id } : {};
  return aboutDoor(row, "new-key", { replaced: detail.replacedKid !== undefined, ...kid, ...from });
}

function deviceEvent(row: AuditRow): readonly Happening[] {
  const kind = DEVICE_EVENTS[String(row.detail?.event)];
  return kind === undefined ? [] : aboutDoor(row, kind, {});
}

function failingWebhook(row: AuditRow): readonly Happening[] {
  const { webhook, name } = row.detail ?? {};
  if (typeof webhook !== "string" || typeof name !== "string") return [];
  return [one(row, "webhook-failing", webhook, { webhook, name, reason: row.code ?? "" })];
}

function haltedRollout(row: AuditRow): readonly Happening[] {
  const { rollout, version } = row.detail ?? {};
  if (typeof rollout !== "number" || typeof version !== "string") return [];
  return [one(row, "rollout-halted", String(rollout), { version, reason: row.code ?? "" })];
}

function aboutDoor(row: AuditRow, kind: AlertKind, detail: Happening["detail"]): readonly Happening[] {
  const { door } = row;
  return door === undefined ? [] : [{ ...one(row, kind, door, detail), door }];
}

/** Something of which one is enough. */
function one(row: AuditRow, kind: AlertKind, subject: string, detail: Happening["detail"]): Happening {
  return { at: row.at, kind, subject, times: timesOf(row), threshold: 1, detail };
}

function whoAsked({ actor, ip }: AuditRow): Happening["detail"] {
  return {
    ...(actor.kind === "person" ? { person: actor.label } : {}),
    ...(ip === undefined ? {} : { ip }),
  };
}

/** Rows that the refusal log left out are counted into the next one that it wrote. */
function timesOf({ detail, outcome }: AuditRow): number {
  const leftOut = outcome === "refused" ? detail?.leftOut : undefined;
  return typeof leftOut === "number" && Number.isSafeInteger(leftOut) && leftOut > 0 ? leftOut + 1 : 1;
}
