import type { HistoryEntry } from "@openlock/api";
import { roleName } from "../../app/role-words.ts";
import { duration } from "../../app/times.ts";
import { inSense, t } from "../../i18n/text.ts";
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
    detail("website")
      ? t`${who} sent a command to ${door} from ${detail("website")}`
      : t`${who} sent a command to ${door}`,
  "door.create": ({ who, detail }) => t`${who} made the door “${detail("name")}”`,
  "door.rename": ({ who, detail }) => t`${who} renamed the door “${detail("before")}” to “${detail("name")}”`,
  "door.move": ({ who, entry, detail }) =>
    t`${who} gave the door ${detail("from")} the Door ID ${entry.door ?? ""}`,
  "door.hand-over": ({ who, door }) =>
    t`${who} compared the key of the new board of ${door} and signed for it`,
  "door.handovers": ({ who, door }) => t`${who} asked who vouches for the key of ${door}`,
  "door.remove": ({ who, detail }) => t`${who} removed the door “${detail("name")}”`,
  "door.claim": ({ who, door }) => t`${who} made a claim code for ${door}, to set a device up`,
  "door.status": ({ who, door }) => t`${who} asked for the status of ${door}`,
  "door.key": ({ who, door }) => t`${who} asked for the key of ${door}`,
  "door.read": ({ who, door }) => t`${who} asked to see ${door}`,
  "door.list": ({ who }) => t`${who} asked to see the doors`,
  "door.history": ({ who, door }) => t`${who} asked for the history of ${door}`,
  "person.create": ({ who, detail }) => t`${who} added ${detail("email")}${inBrackets([roleFact(detail)])}`,
  "person.change": ({ who, detail }) =>
    t`${who} changed ${detail("email")}${inBrackets([
      detail("name") && t`name ${detail("name")}`,
      roleFact(detail),
      doorsFact(detail),
    ])}`,
  "person.remove": ({ who, detail }) => t`${who} removed ${detail("email")}`,
  "invitation.create": ({ who, detail }) =>
    t`${who} invited ${detail("email")}${inBrackets([roleFact(detail), doorsFact(detail)])}`,
  "invitation.send": ({ who, detail }) => t`${who} sent the invitation to ${detail("email")} again`,
  "invitation.withdraw": ({ who, detail }) => t`${who} withdrew the invitation to ${detail("email")}`,
  "invitation.list": ({ who }) => t`${who} asked to see the invitations`,
  "invitation.accept": ({ entry, detail }) =>
    entry.outcome === "done"
      ? t`${detail("email")} accepted the invitation of ${detail("invitedBy")}${inBrackets([roleFact(detail)])}`
      : t`Somebody tried to accept an invitation`,
  "passkey.add": ({ who, detail }) => t`${who} added the passkey “${detail("name")}”`,
  "passkey.rename": ({ who, detail }) => t`${who} renamed a passkey to “${detail("name")}”`,
  "passkey.remove": ({ who, detail }) => t`${who} removed the passkey “${detail("name")}”`,
  "passkey.list": ({ who }) => t`${who} asked to see their passkeys`,
  "passkey.options": ({ who }) => t`${who} asked to make a passkey`,
  "session.end": ({ who }) => t`${who} ended a sign-in of theirs`,
  "session.end-others": ({ who }) => t`${who} ended all their other sign-ins`,
  "session.list": ({ who }) => t`${who} asked to see their sign-ins`,
  "person.list": ({ who }) => t`${who} asked to see the people`,
  "key.ban": ({ who, detail }) =>
    t`${who} banned the key ${detail("kid").slice(0, 9)}…${inBrackets([detail("reason")])}`,
  "key.unban": ({ who, detail }) => t`${who} lifted the ban on the key ${detail("kid").slice(0, 9)}…`,
  "website.add": ({ who, detail }) => t`${who} added the website ${detail("origin")}`,
  "website.remove": ({ who, detail }) => t`${who} removed the website ${detail("origin")}`,
  "website.check": ({ who, detail }) => t`${who} looked whether ${detail("origin")} can be verified`,
  "website.verify": ({ detail }) => t`The website ${detail("origin")} was verified`,
  "website.warn": ({ detail }) => t`The website ${detail("origin")} could not be verified any more`,
  "website.suspend": ({ detail }) =>
    t`The website ${detail("origin")} was suspended: it could not be verified`,
  "website.list": ({ who }) => t`${who} asked to see the websites`,
  "api-key.create": ({ who, detail }) =>
    t`${who} made the API key “${detail("name")}”${inBrackets([doorsFact(detail)])}`,
  "api-key.revoke": ({ who, detail }) => t`${who} revoked the API key “${detail("name")}”`,
  "api-key.list": ({ who }) => t`${who} asked to see the API keys`,
  "signing-key.rotate": ({ who, detail }) =>
    detail("previous") === "revoke"
      ? t`${who} changed the key of access tokens and revoked those before`
      : t`${who} changed the key of access tokens`,
  "signing-key.list": ({ who }) => t`${who} asked to see the keys of access tokens`,
  "key.list": ({ who }) => t`${who} asked to see the banned keys`,
  "network.block": ({ who, detail }) =>
    t`${who} blocked ${detail("network")} for ${duration(Number(detail("minutes")) * 60)}`,
  "network.unblock": ({ who, detail }) => t`${who} lifted the block on ${detail("network")}`,
  "network.list": ({ who }) => t`${who} asked to see the blocked addresses`,
  "grant.request": ({ who, door }) => t`${who} asked for a key of their own to ${door}`,
  "grant.approve": ({ who, door, detail }) =>
    t`${who} gave ${detail("person")} a key of their own to ${door}${inBrackets([detail("commands")])}`,
  "grant.give": ({ who, door, detail }) =>
    detail("guest") === "true"
      ? t`${who} made a guest’s link to ${door} for ${detail("person")}`
      : t`${who} gave ${detail("person")} a key of their own to ${door}${inBrackets([detail("commands")])}`,
  "grant.list": ({ who }) => t`${who} asked to see who has keys of their own`,
  "owner-key.doors": ({ who }) => t`${who} asked which doors an owner key has`,
  "grant.refuse": ({ who, door, detail }) =>
    t`${who} refused ${detail("person")} a key of their own to ${door}${inBrackets([detail("reason")])}`,
  "grant.revoke": ({ who, door, detail }) =>
    t`${who} is taking ${detail("person")}’s key to ${door} back; the door has not confirmed it`,
  "grant.revoke-confirm": ({ who, door, detail }) =>
    t`${sentence(door)} confirmed that ${detail("person")}’s key is taken back, as ${who} reported`,
  "owner-key.add": ({ who, door, detail }) =>
    t`${who} wrote down ${detail("name")} as an owner key of ${door}`,
  "owner-key.remove": ({ who, door, detail }) =>
    t`${who} took the owner key ${detail("kid").slice(0, 9)}… of ${door} off the list`,
  "alert.subscribe": ({ who }) => t`${who} chose which alerts they get by mail`,
  "alert.test": ({ who }) => t`${who} sent themselves a test mail`,
  "alert.list": ({ who }) => t`${who} asked to see the alerts`,
  "alert.subscription": ({ who }) => t`${who} asked which alerts they get by mail`,
  "webhook.create": ({ who, detail }) => t`${who} added the webhook “${detail("name")}” to ${detail("host")}`,
  "webhook.change": ({ who, detail }) =>
    t`${who} changed the webhook “${detail("name")}” to ${detail("host")}`,
  "webhook.remove": ({ who, detail }) => t`${who} removed the webhook “${detail("name")}”`,
  "webhook.rotate": ({ who, detail }) => t`${who} made a new secret for the webhook “${detail("name")}”`,
  "webhook.test": ({ who, detail }) => t`${who} sent a test to the webhook “${detail("name")}”`,
  "webhook.retry": ({ who, detail }) => t`${who} had the webhook “${detail("name")}” tried again`,
  "webhook.deliver": ({ detail }) => t`An alert was to go to the webhook “${detail("name")}”`,
  "webhook.list": ({ who }) => t`${who} asked to see the webhooks`,
  "webhook.deliveries": ({ who }) => t`${who} asked to see what went to a webhook`,
  "release.upload": ({ who, detail }) =>
    t`${who} uploaded the firmware ${detail("version")} for ${detail("chip")}`,
  "release.remove": ({ who, detail }) => t`${who} deleted the firmware ${detail("version")}`,
  "release.list": ({ who }) => t`${who} asked to see the firmware`,
  "release-key.add": ({ who, detail }) => t`${who} added the release key “${detail("name")}”`,
  "release-key.remove": ({ who, detail }) => t`${who} removed the release key ${detail("kid").slice(0, 9)}…`,
  "rollout.create": ({ who }) => t`${who} began to update doors`,
  "rollout.pause": ({ who, detail }) => t`${who} paused the update to ${detail("version")}`,
  "rollout.resume": ({ who, detail }) => t`${who} let the update to ${detail("version")} go on`,
  "rollout.stop": ({ who, detail }) => t`${who} stopped the update to ${detail("version")}`,
  "rollout.retry": ({ who, detail }) => t`${who} let doors try ${detail("version")} again`,
  "rollout.halt": ({ detail }) => t`The update to ${detail("version")} stopped by itself`,
  "door.update": ({ door, detail }) => sentence(t`${door} was updated to ${detail("version")}`),
  "audit.export": ({ who, detail }) =>
    t`${who} downloaded the history${inBrackets([t`as ${FORMATS[detail("format")] ?? detail("format")}`])}`,
  "audit.proof": ({ who }) => t`${who} verified the history`,
  "audit.checkpoints": ({ who }) => t`${who} asked for the checkpoints of the history`,
  "audit.cut": ({ who, detail }) =>
    t`${who} removed the history that is older than ${detail("days")} days${inBrackets([detail("rows") && t`entries ${detail("rows")}`])}`,
  "audit.read": ({ who }) => t`${who} asked to see the history`,
  "events.read": ({ who }) => t`${who} asked to follow the doors`,
  "me.read": ({ who }) => t`${who} asked who they are`,
  "set-up": ({ who, entry, detail }) =>
    entry.outcome === "done"
      ? t`${detail("email") || who} set this server up and became its owner`
      : t`${who} tried to set this server up`,
  "sign-in": ({ who, entry, detail }) =>
    entry.outcome === "done"
      ? signedIn(who, detail("website"), detail("passkey"))
      : detail("email")
        ? t`${who} tried to sign in as ${detail("email")}`
        : t`${who} tried to sign in`,
  "sign-in.code": ({ who, detail }) =>
    detail("email")
      ? t`${who} asked for a sign-in code for ${detail("email")}`
      : t`${who} asked for a sign-in code`,
  "sign-out": ({ who }) => t`${who} signed out`,
  "session.refresh": ({ who }) => t`${who}: a sign-in was used from two places, so it was ended`,
  "device.register": ({ entry, door, detail }) => {
    if (entry.outcome === "refused" || entry.outcome === "failed") {
      return t`A device tried to register for ${door}`;
    }
    return detail("bound") === "true" ? t`A device was set up for ${door}` : sentence(t`${door} came online`);
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
    door: aboutOneDoor || entry.door === undefined ? t`the door` : doorName(entry.door),
    detail: (name) => String(entry.detail?.[name] ?? ""),
  };
  const sentenceOf = Object.hasOwn(SENTENCES, entry.action) ? SENTENCES[entry.action] : undefined;
  const text = sentenceOf?.(told) ?? t`${told.who} did “${entry.action}”`;
  return { text, ...ending(entry) };
}

function actor({ actor: { kind, id, label } }: HistoryEntry): string {
  switch (kind) {
    case "person":
    case "device":
    case "api-key":
    case "guest":
      return label ?? id ?? t`Somebody`;
    case "relay":
      return t`The server`;
    case "anonymous":
      return t`Somebody`;
  }
}

function ending({ outcome, code, action }: HistoryEntry): Pick<Sentence, "ending" | "tone"> {
  const why = code === undefined ? undefined : whyWords(code);
  switch (outcome) {
    case "done":
      return action === "command.send"
        ? { ending: inSense("ending")`done`, tone: "good" }
        : { tone: "plain" };
    case "refused":
      return { ending: why === undefined ? t`refused` : t`refused: ${why}`, tone: "bad" };
    case "failed":
      return { ending: why === undefined ? t`failed` : t`failed: ${why}`, tone: "bad" };
    case "begun":
      return { ending: t`how it ended is not known`, tone: "open" };
  }
}

function signedIn(who: string, website: string, passkey: string): string {
  if (website && passkey) return t`${who} signed in at ${website} with the passkey “${passkey}”`;
  if (website) return t`${who} signed in at ${website}`;
  return passkey ? t`${who} signed in with the passkey “${passkey}”` : t`${who} signed in`;
}

function roleFact(detail: Told["detail"]): string {
  const role = detail("role");
  return role && t`role ${roleName(role)}`;
}

function doorsFact(detail: Told["detail"]): string {
  const doors = detail("doors");
  return doors === "all" ? t`doors all` : doors && t`doors ${doors}`;
}

/** Facts that are there, after a sentence. */
function inBrackets(facts: readonly string[]): string {
  const given = facts.filter((fact) => fact !== "");
  return given.length > 0 ? ` (${given.join(", ")})` : "";
}

/** With a capital at its start. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
