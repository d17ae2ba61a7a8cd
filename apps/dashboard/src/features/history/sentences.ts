import type { HistoryEntry } from "@openlock/api";
import { duration } from "../../app/times.ts";
import { deviceEventWords } from "./device-events.ts";
import { whyWords } from "./why.ts";

/** An entry as a person would tell it. */
export interface Sentence {
  /** Who did what; without a full stop. */
  readonly text: string;
  /** How it ended, where that is worth saying. */
  readonly ending?: string;
  readonly tone: "plain" | "good" | "bad" | "open";
}

interface Told {
  readonly entry: HistoryEntry;
  /** The person or thing that did it. */
  readonly who: string;
  /** The door as one calls it; `the door` where it goes without saying. */
  readonly door: string;
  /** A member of the entry's `detail`, as text. */
  readonly detail: (name: string) => string;
}

const FORMATS: Readonly<Record<string, string>> = { csv: "CSV", jsonl: "JSON Lines" };

/** The sentence of each action of the relay's audit. */
const SENTENCES: Readonly<Record<string, (told: Told) => string>> = {
  "command.send": ({ who, door, detail }) =>
    `${who} sent a command to ${door}${detail("website") && ` from ${detail("website")}`}`,
  "door.create": ({ who, detail }) => `${who} made the door “${detail("name")}”`,
  "door.rename": ({ who, detail }) => `${who} renamed the door “${detail("before")}” to “${detail("name")}”`,
  "door.remove": ({ who, detail }) => `${who} removed the door “${detail("name")}”`,
  "door.claim": ({ who, door }) => `${who} made a claim code for ${door}, to set a device up`,
  "door.status": ({ who, door }) => `${who} asked for the status of ${door}`,
  "door.key": ({ who, door }) => `${who} asked for the key of ${door}`,
  "door.read": ({ who, door }) => `${who} asked to see ${door}`,
  "door.list": ({ who }) => `${who} asked to see the doors`,
  "door.history": ({ who, door }) => `${who} asked for the history of ${door}`,
  "person.create": ({ who, detail }) =>
    `${who} added ${detail("email")}${inBrackets([["role", detail("role")]])}`,
  "person.change": ({ who, detail }) =>
    `${who} changed ${detail("email")}${inBrackets([
      ["name", detail("name")],
      ["role", detail("role")],
      ["doors", detail("doors")],
    ])}`,
  "person.remove": ({ who, detail }) => `${who} removed ${detail("email")}`,
  "invitation.create": ({ who, detail }) =>
    `${who} invited ${detail("email")}${inBrackets([
      ["role", detail("role")],
      ["doors", detail("doors")],
    ])}`,
  "invitation.send": ({ who, detail }) => `${who} sent the invitation to ${detail("email")} again`,
  "invitation.withdraw": ({ who, detail }) => `${who} withdrew the invitation to ${detail("email")}`,
  "invitation.list": ({ who }) => `${who} asked to see the invitations`,
  "invitation.accept": ({ entry, detail }) =>
    entry.outcome === "done"
      ? `${detail("email")} accepted the invitation of ${detail("invitedBy")}${inBrackets([["role", detail("role")]])}`
      : "Somebody tried to accept an invitation",
  "passkey.add": ({ who, detail }) => `${who} added the passkey “${detail("name")}”`,
  "passkey.rename": ({ who, detail }) => `${who} renamed a passkey to “${detail("name")}”`,
  "passkey.remove": ({ who, detail }) => `${who} removed the passkey “${detail("name")}”`,
  "passkey.list": ({ who }) => `${who} asked to see their passkeys`,
  "passkey.options": ({ who }) => `${who} asked to make a passkey`,
  "session.end": ({ who }) => `${who} ended a sign-in of theirs`,
  "session.end-others": ({ who }) => `${who} ended all their other sign-ins`,
  "session.list": ({ who }) => `${who} asked to see their sign-ins`,
  "person.list": ({ who }) => `${who} asked to see the people`,
  "key.ban": ({ who, detail }) =>
    `${who} banned the key ${detail("kid").slice(0, 9)}…${inBrackets([["", detail("reason")]])}`,
  "key.unban": ({ who, detail }) => `${who} lifted the ban on the key ${detail("kid").slice(0, 9)}…`,
  "website.add": ({ who, detail }) => `${who} added the website ${detail("origin")}`,
  "website.remove": ({ who, detail }) => `${who} removed the website ${detail("origin")}`,
  "website.check": ({ who, detail }) => `${who} looked whether ${detail("origin")} can be verified`,
  "website.verify": ({ detail }) => `The website ${detail("origin")} was verified`,
  "website.warn": ({ detail }) => `The website ${detail("origin")} could not be verified any more`,
  "website.suspend": ({ detail }) =>
    `The website ${detail("origin")} was suspended: it could not be verified`,
  "website.list": ({ who }) => `${who} asked to see the websites`,
  "api-key.create": ({ who, detail }) =>
    `${who} made the API key “${detail("name")}”${inBrackets([["doors", detail("doors")]])}`,
  "api-key.revoke": ({ who, detail }) => `${who} revoked the API key “${detail("name")}”`,
  "api-key.list": ({ who }) => `${who} asked to see the API keys`,
  "signing-key.rotate": ({ who, detail }) =>
    `${who} changed the key of access tokens${detail("previous") === "revoke" ? " and revoked those before" : ""}`,
  "signing-key.list": ({ who }) => `${who} asked to see the keys of access tokens`,
  "key.list": ({ who }) => `${who} asked to see the banned keys`,
  "network.block": ({ who, detail }) =>
    `${who} blocked ${detail("network")} for ${duration(Number(detail("minutes")) * 60)}`,
  "network.unblock": ({ who, detail }) => `${who} lifted the block on ${detail("network")}`,
  "network.list": ({ who }) => `${who} asked to see the blocked addresses`,
  "grant.request": ({ who, door }) => `${who} asked for a key of their own to ${door}`,
  "grant.approve": ({ who, door, detail }) =>
    `${who} gave ${detail("person")} a key of their own to ${door}${inBrackets([["", detail("commands")]])}`,
  "grant.refuse": ({ who, door, detail }) =>
    `${who} refused ${detail("person")} a key of their own to ${door}${inBrackets([["", detail("reason")]])}`,
  "grant.revoke": ({ who, door, detail }) =>
    `${who} is taking ${detail("person")}’s key to ${door} back; the door has not confirmed it`,
  "grant.revoke-confirm": ({ who, door, detail }) =>
    `${sentence(door)} confirmed that ${detail("person")}’s key is taken back, as ${who} reported`,
  "owner-key.add": ({ who, door, detail }) =>
    `${who} wrote down ${detail("name")} as an owner key of ${door}`,
  "owner-key.remove": ({ who, door, detail }) =>
    `${who} took the owner key ${detail("kid").slice(0, 9)}… of ${door} off the list`,
  "alert.subscribe": ({ who }) => `${who} chose which alerts they get by mail`,
  "alert.test": ({ who }) => `${who} sent themselves a test mail`,
  "alert.list": ({ who }) => `${who} asked to see the alerts`,
  "alert.subscription": ({ who }) => `${who} asked which alerts they get by mail`,
  "webhook.create": ({ who, detail }) => `${who} added the webhook “${detail("name")}” to ${detail("host")}`,
  "webhook.change": ({ who, detail }) =>
    `${who} changed the webhook “${detail("name")}” to ${detail("host")}`,
  "webhook.remove": ({ who, detail }) => `${who} removed the webhook “${detail("name")}”`,
  "webhook.rotate": ({ who, detail }) => `${who} made a new secret for the webhook “${detail("name")}”`,
  "webhook.test": ({ who, detail }) => `${who} sent a test to the webhook “${detail("name")}”`,
  "webhook.retry": ({ who, detail }) => `${who} had the webhook “${detail("name")}” tried again`,
  "webhook.deliver": ({ detail }) => `An alert was to go to the webhook “${detail("name")}”`,
  "webhook.list": ({ who }) => `${who} asked to see the webhooks`,
  "webhook.deliveries": ({ who }) => `${who} asked to see what went to a webhook`,
  "release.upload": ({ who, detail }) =>
    `${who} uploaded the firmware ${detail("version")} for ${detail("chip")}`,
  "release.remove": ({ who, detail }) => `${who} deleted the firmware ${detail("version")}`,
  "release.list": ({ who }) => `${who} asked to see the firmware`,
  "release-key.add": ({ who, detail }) => `${who} added the release key “${detail("name")}”`,
  "release-key.remove": ({ who, detail }) => `${who} removed the release key ${detail("kid").slice(0, 9)}…`,
  "rollout.create": ({ who }) => `${who} began to update doors`,
  "rollout.pause": ({ who, detail }) => `${who} paused the update to ${detail("version")}`,
  "rollout.resume": ({ who, detail }) => `${who} let the update to ${detail("version")} go on`,
  "rollout.stop": ({ who, detail }) => `${who} stopped the update to ${detail("version")}`,
  "rollout.retry": ({ who, detail }) => `${who} let doors try ${detail("version")} again`,
  "rollout.halt": ({ detail }) => `The update to ${detail("version")} stopped by itself`,
  "door.update": ({ door, detail }) => sentence(`${door} was updated to ${detail("version")}`),
  "audit.export": ({ who, detail }) =>
    `${who} downloaded the history${inBrackets([["as", FORMATS[detail("format")] ?? detail("format")]])}`,
  "audit.proof": ({ who }) => `${who} verified the history`,
  "audit.checkpoints": ({ who }) => `${who} asked for the checkpoints of the history`,
  "audit.cut": ({ who, detail }) =>
    `${who} removed the history that is older than ${detail("days")} days${inBrackets([["entries", detail("rows")]])}`,
  "audit.read": ({ who }) => `${who} asked to see the history`,
  "events.read": ({ who }) => `${who} asked to follow the doors`,
  "me.read": ({ who }) => `${who} asked who they are`,
  "set-up": ({ who, entry, detail }) =>
    entry.outcome === "done"
      ? `${detail("email") || who} set this server up and became its owner`
      : `${who} tried to set this server up`,
  "sign-in": ({ who, entry, detail }) =>
    entry.outcome === "done"
      ? `${who} signed in${detail("website") && ` at ${detail("website")}`}${detail("passkey") && ` with the passkey “${detail("passkey")}”`}`
      : `${who} tried to sign in${detail("email") && ` as ${detail("email")}`}`,
  "sign-in.code": ({ who, detail }) =>
    `${who} asked for a sign-in code${detail("email") && ` for ${detail("email")}`}`,
  "sign-out": ({ who }) => `${who} signed out`,
  "session.refresh": ({ who }) => `${who}: a sign-in was used from two places, so it was ended`,
  "device.register": ({ entry, door, detail }) => {
    if (entry.outcome === "refused" || entry.outcome === "failed") {
      return `A device tried to register for ${door}`;
    }
    return detail("bound") === "true" ? `A device was set up for ${door}` : sentence(`${door} came online`);
  },
  "device.event": ({ entry, door }) => sentence(`${door} ${deviceEventWords(entry.detail)}`),
};

/**
 * @param doorName how the door with this Door ID is called now; the Door ID where it is gone
 * @param aboutOneDoor on a door's own page, where its name goes without saying
 */
export function tell(entry: HistoryEntry, doorName: (id: string) => string, aboutOneDoor = false): Sentence {
  const told: Told = {
    entry,
    who: actor(entry),
    door: aboutOneDoor || entry.door === undefined ? "the door" : doorName(entry.door),
    detail: (name) => String(entry.detail?.[name] ?? ""),
  };
  const sentenceOf = Object.hasOwn(SENTENCES, entry.action) ? SENTENCES[entry.action] : undefined;
  const text = sentenceOf?.(told) ?? `${told.who} did “${entry.action}”`;
  return { text, ...ending(entry) };
}

function actor({ actor: { kind, id, label } }: HistoryEntry): string {
  switch (kind) {
    case "person":
    case "device":
    case "api-key":
      return label ?? id ?? "Somebody";
    case "relay":
      return "The server";
    case "anonymous":
      return "Somebody";
  }
}

function ending({ outcome, code, action }: HistoryEntry): Pick<Sentence, "ending" | "tone"> {
  const why = code === undefined ? "" : `: ${whyWords(code)}`;
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

function inBrackets(facts: readonly (readonly [name: string, value: string])[]): string {
  const given = facts.filter(([, value]) => value !== "").map(([name, value]) => `${name} ${value}`.trim());
  return given.length > 0 ? ` (${given.join(", ")})` : "";
}

/** With a capital at its start. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
