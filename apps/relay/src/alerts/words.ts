import type { AlertKind } from "@openlock/api";
import { fingerprint } from "@openlock/protocol";
import type { Alert } from "../records/alerting.ts";

interface Facts {
  /** The door as people call it. */
  readonly door: string;
  readonly text: (name: string) => string;
  readonly is: (name: string) => boolean;
}

const KEY_REFUSALS: Readonly<Record<string, string>> = {
  "key-banned": "a banned key",
  "other-key": "a key that is not the door's, and no claim code",
  "claim-wrong": "a claim code that is not the door's",
  "claim-expired": "a claim code that had expired",
};

const HALTS: Readonly<Record<string, string>> = {
  "canary-failed": "the first door did not take it, or answers worse than before",
  "rolled-back": "a door went back to the version before",
  "too-many-failed": "too many doors failed, or answer worse than before",
};

const SENTENCES: Readonly<Record<AlertKind, (facts: Facts) => string>> = {
  "sign-in-failures": ({ text }) =>
    text("email")
      ? `Sign-ins as ${text("email")} failed${from(text("ip"))}.`
      : `Sign-ins from ${text("network")} failed.`,
  "session-reused": ({ text }) =>
    `A session of ${text("person") || "somebody"} was used from a second place${from(text("ip"))}, and was ended.`,
  "network-blocked": ({ text }) =>
    `The network ${text("network")} was refused again and again, and is blocked for ${text("minutes")} min.`,
  "command-replayed": ({ door, text }) =>
    `A command to ${door} that was sent before came again${by(text("person"))}${from(text("ip"))}, and was refused.`,
  "door-offline": ({ door, text }) => `${door} has been offline since ${utc(text("since"))}.`,
  "door-back": ({ door, text }) => `${door} is online again, after ${minutes(text("since"), text("until"))}.`,
  "new-key": ({ door, text, is }) =>
    `${is("replaced") ? "Another device took the place of" : "A device was set up for"} ${door}${from(text("ip"))}.` +
    `${text("kid") && ` Its key is ${fingerprint(text("kid"))}.`}`,
  "key-refused": ({ door, text }) =>
    `A device that came with ${KEY_REFUSALS[text("reason")] ?? "a wrong key"} tried to register as ${door}${from(text("ip"))}.`,
  tamper: ({ door }) => `The device of ${door} was opened or taken from its place.`,
  "password-locked": ({ door }) => `${door} got wrong passwords in a row, and looks at none for a while.`,
  "door-ajar": ({ door }) => `${door} has been left open.`,
  "webhook-failing": ({ text }) =>
    text("reason") === "gone"
      ? `The receiver of the webhook “${text("name")}” answered that it is gone, so it was turned off.`
      : `An alert could not be handed to the webhook “${text("name")}”, and is not tried any more.`,
  "rollout-halted": ({ text }) =>
    `The rollout of version ${text("version")} stopped by itself: ${HALTS[text("reason")] ?? "doors failed"}.`,
};

/** For those that are told together. */
const SEVERAL: Readonly<Record<AlertKind, string>> = {
  "sign-in-failures": "Sign-ins failed, for several addresses or from several networks.",
  "session-reused": "Sessions of several people were used twice, and were ended.",
  "network-blocked": "Several more networks are blocked.",
  "command-replayed": "Commands that were sent before came again at several doors, and were refused.",
  "door-offline": "Several more doors went offline.",
  "door-back": "Several more doors are online again.",
  "new-key": "Devices were set up for several more doors.",
  "key-refused": "Devices with wrong keys tried to register as several doors.",
  tamper: "The devices of several more doors were opened or taken from their place.",
  "password-locked": "Several doors got wrong passwords in a row.",
  "door-ajar": "Several more doors have been left open.",
  "webhook-failing": "Alerts could not be handed to several webhooks.",
  "rollout-halted": "Several rollouts of new firmware stopped by themselves.",
};

/** An alert as a person would tell it. */
export function summaryOf({ kind, door, count, detail }: Alert): string {
  const facts: Facts = {
    door: door ? `“${oneLine(door.name)}”` : "a door",
    text: (name) => oneLine(String(detail[name] ?? "")),
    is: (name) => detail[name] === true,
  };
  const sentence = detail.several === true ? SEVERAL[kind] : SENTENCES[kind](facts);
  return count === 1 ? sentence : `${sentence} This happened ${count} times.`;
}

function from(where: string): string {
  return where && `, from ${where}`;
}

function by(whom: string): string {
  return whom && ` by ${whom}`;
}

function utc(at: string): string {
  return `${new Date(Number(at)).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function minutes(since: string, until: string): string {
  const all = Math.max(1, Math.round((Number(until) - Number(since)) / 60_000));
  return all < 120 ? `${all} min` : `${Math.round(all / 60)} h`;
}

/** People choose their names; they do not add lines to others' mail with them. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").slice(0, 200);
}
