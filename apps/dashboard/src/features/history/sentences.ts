import type { HistoryEntry } from "@openlock/api";

/** An entry as a person would tell it. */
export interface Sentence {
  /** Who did what; ends without a full stop. */
  readonly text: string;
  /** How it ended, where that is worth saying. */
  readonly ending?: string;
  readonly tone: "plain" | "good" | "bad" | "open";
}

type Words = (entry: HistoryEntry) => string;

/** What comes after the name of who did it. */
const DID: Readonly<Record<string, Words>> = {
  "command.send": () => "sent a command",
  "door.create": ({ detail }) => `made the door ${quoted(detail?.name)}`,
  "door.rename": ({ detail }) => `renamed the door ${quoted(detail?.before)} to ${quoted(detail?.name)}`,
  "door.remove": ({ detail }) => `removed the door ${quoted(detail?.name)}`,
  "door.claim": () => "made a claim code, for a device to be set up",
  "door.status": () => "asked for the door's status",
  "door.key": () => "asked for the door's key",
  "door.read": () => "asked to see a door",
  "door.list": () => "asked to see the doors",
  "door.history": () => "asked to see a door's history",
  "person.create": ({ detail }) => `added ${who(detail)}`,
  "person.change": changedPerson,
  "person.remove": ({ detail }) => `removed ${who(detail)}`,
  "person.list": () => "asked to see the people",
  "key.ban": ({ detail }) => `banned the key ${short(detail?.kid)}${because(detail?.reason)}`,
  "key.unban": ({ detail }) => `lifted the ban on the key ${short(detail?.kid)}`,
  "key.list": () => "asked to see the banned keys",
  "audit.read": () => "asked to see the history",
  "events.read": () => "asked to follow the doors",
  "me.read": () => "asked who they are",
  "set-up": () => "set this server up and became its owner",
  "sign-in": () => "signed in",
  "sign-in.code": ({ detail }) =>
    typeof detail?.email === "string"
      ? `asked for a sign-in code for ${detail.email}`
      : "asked for a sign-in code",
  "sign-out": () => "signed out",
  "session.refresh": () => "used a sign-in a second time, so it was ended",
  "device.register": ({ detail }) => (detail?.bound === true ? "was bound to this door" : "came online"),
  "device.event": deviceEvent,
};

function changedPerson({ detail }: HistoryEntry): string {
  const { email = "somebody", name, role, doors } = detail ?? {};
  const changes = [
    ...(name === undefined ? [] : [`name ${quoted(name)}`]),
    ...(role === undefined ? [] : [`role ${role}`]),
    ...(doors === undefined ? [] : [`doors ${doors}`]),
  ];
  return `changed ${email}${changes.length > 0 ? ` (${changes.join(", ")})` : ""}`;
}

/** What devices say that happened, as in section 3 of the protocol. */
function deviceEvent({ detail }: HistoryEntry): string {
  const event = detail?.event;
  const seconds = detail?.seconds;
  switch (event) {
    case "door-opened":
      return "was opened";
    case "door-closed":
      return "was shut";
    case "door-ajar":
      return typeof seconds === "number" ? `has stood open for ${seconds} s` : "stands open";
    case "tamper":
      return "reports that its housing was opened";
    case "locked-out":
      return typeof seconds === "number"
        ? `refuses passwords for ${seconds} s after wrong ones`
        : "refuses passwords after wrong ones";
    case "offline-period":
      return typeof seconds === "number"
        ? `was without connection for ${seconds} s`
        : "was without connection";
    case "wifi-reverted":
      return "went back to its former Wi-Fi, for the new one did not work";
    default:
      return typeof event === "string" ? `reports: ${event.replaceAll("-", " ")}` : "reports something";
  }
}

/** Why something was refused or failed, by its stable code. */
const WHY: Readonly<Record<string, string>> = {
  "device-refused": "the door refused it",
  "connection-lost": "the door's connection broke",
  "store-unavailable": "it could not be written down",
  forbidden: "their role does not include it",
  unauthenticated: "not signed in",
  "door-offline": "the door was not connected",
  "device-timeout": "the door did not answer",
  "not-registered": "the door had no device",
  "door-unknown": "no such door, or not theirs",
  "key-changed": "it was sealed to another key",
  "key-banned": "the key is banned",
  replayed: "it had been sent before",
  stale: "it was too old",
  malformed: "it was malformed",
  "rate-limited": "too many at once",
  blocked: "the address was blocked",
  "code-wrong": "wrong code",
  "code-expired": "the code had expired",
  "code-exhausted": "too many wrong codes",
  "code-none": "no code was asked for",
  "unknown-address": "nobody here has this address",
  "last-owner": "there must be an owner",
  conflict: "it is taken",
  "no-door": "there is no such door",
  "other-key": "the door is bound to another key",
  "claim-wrong": "wrong claim code",
  "claim-expired": "the claim code had expired",
};

/**
 * @param doorName how the door is called now; the Door ID where it is gone
 * @param aboutOneDoor on a door's own page, where its name goes without saying
 */
export function tell(entry: HistoryEntry, doorName: (id: string) => string, aboutOneDoor = false): Sentence {
  const words = DID[entry.action]?.(entry) ?? `did “${entry.action}”`;
  const door =
    entry.door !== undefined && NAMES_NO_DOOR.has(entry.action) && !aboutOneDoor
      ? `: ${doorName(entry.door)}`
      : "";
  return { text: `${actor(entry, doorName, aboutOneDoor)} ${words}${door}`, ...ending(entry) };
}

/** Actions whose words do not say which door, though one is meant. */
const NAMES_NO_DOOR = new Set([
  "command.send",
  "door.claim",
  "door.status",
  "door.key",
  "door.read",
  "door.history",
]);

function actor(
  { actor: { kind, id, label }, door }: HistoryEntry,
  doorName: (id: string) => string,
  aboutOneDoor: boolean,
): string {
  switch (kind) {
    case "person":
      return label ?? id ?? "Somebody";
    case "device":
      return aboutOneDoor || door === undefined ? "The door" : doorName(door);
    case "relay":
      return "The server";
    case "anonymous":
      return "Somebody";
  }
}

function ending({ outcome, code, action }: HistoryEntry): Pick<Sentence, "ending" | "tone"> {
  const why = code === undefined ? "" : `: ${WHY[code] ?? code.replaceAll("-", " ")}`;
  switch (outcome) {
    case "done":
      return action === "command.send" ? { ending: "done", tone: "good" } : { tone: "plain" };
    case "refused":
      return { ending: `refused${why}`, tone: "bad" };
    case "failed":
      return { ending: `failed${why}`, tone: "bad" };
    case "begun":
      return { ending: "how it ended is not known", tone: "open" };
  }
}

function quoted(value: unknown): string {
  return typeof value === "string" ? `“${value}”` : "";
}

function who(detail: HistoryEntry["detail"]): string {
  const name = detail?.name ?? detail?.email;
  return typeof name === "string" ? name : "somebody";
}

function short(kid: unknown): string {
  return typeof kid === "string" ? `${kid.slice(0, 8)}…` : "";
}

function because(reason: unknown): string {
  return typeof reason === "string" && reason !== "" ? ` (“${reason}”)` : "";
}
