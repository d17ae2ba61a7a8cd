import { fingerprint } from "@openlock/protocol";
import type { AlertKind, AlertView } from "./alerts.ts";
import { inEnglish, type Wording } from "./wording.ts";

interface Facts {
  /** The door as people call it. */
  readonly door: string;
  readonly text: (name: string) => string;
  readonly is: (name: string) => boolean;
  /** Words that may be missing: `, from 192.0.2.1`. */
  readonly from: (name: string) => string;
  readonly time: (name: string) => string;
  readonly t: Wording;
}

const SENTENCES: Readonly<Record<AlertKind, (facts: Facts) => string>> = {
  "sign-in-failures": ({ text, from, t }) =>
    text("email")
      ? t`Sign-ins as ${text("email")} failed${from("ip")}.`
      : t`Sign-ins from ${text("network")} failed.`,
  "session-reused": ({ text, from, t }) =>
    text("person")
      ? t`A session of ${text("person")} was used from a second place${from("ip")}, and was ended.`
      : t`A session of somebody was used from a second place${from("ip")}, and was ended.`,
  "network-blocked": ({ text, t }) =>
    t`The network ${text("network")} was refused again and again, and is blocked for ${text("minutes")} min.`,
  "command-replayed": ({ door, text, from, t }) =>
    text("person")
      ? t`A command to ${door} that was sent before came again by ${text("person")}${from("ip")}, and was refused.`
      : t`A command to ${door} that was sent before came again${from("ip")}, and was refused.`,
  "door-offline": ({ door, time, t }) => t`${door} has been offline since ${time("since")}.`,
  "door-back": ({ door, text, t }) => {
    const minutes = Math.max(1, Math.round((Number(text("until")) - Number(text("since"))) / 60_000));
    return minutes < 120
      ? t`${door} is online again, after ${minutes} min.`
      : t`${door} is online again, after ${Math.round(minutes / 60)} h.`;
  },
  "new-key": ({ door, text, is, from, t }) =>
    [
      is("replaced")
        ? t`Another device took the place of ${door}${from("ip")}.`
        : t`A device was set up for ${door}${from("ip")}.`,
      ...(text("kid") ? [t`Its key is ${fingerprint(text("kid"))}.`] : []),
    ].join(" "),
  "key-refused": ({ door, text, from, t }) => {
    switch (text("reason")) {
      case "key-banned":
        return t`A device that came with a banned key tried to register as ${door}${from("ip")}.`;
      case "other-key":
        return t`A device that came with a key that is not the door's, and no claim code tried to register as ${door}${from("ip")}.`;
      case "claim-wrong":
        return t`A device that came with a claim code that is not the door's tried to register as ${door}${from("ip")}.`;
      case "claim-expired":
        return t`A device that came with a claim code that had expired tried to register as ${door}${from("ip")}.`;
      default:
        return t`A device that came with a wrong key tried to register as ${door}${from("ip")}.`;
    }
  },
  tamper: ({ door, t }) => t`The device of ${door} was opened or taken from its place.`,
  "password-locked": ({ door, t }) => t`${door} got wrong passwords in a row, and looks at none for a while.`,
  "door-ajar": ({ door, t }) => t`${door} has been left open.`,
  "webhook-failing": ({ text, t }) =>
    text("reason") === "gone"
      ? t`The receiver of the webhook “${text("name")}” answered that it is gone, so it was turned off.`
      : t`An alert could not be handed to the webhook “${text("name")}”, and is not tried any more.`,
  "rollout-halted": ({ text, t }) => {
    const version = text("version");
    switch (text("reason")) {
      case "canary-failed":
        return t`The rollout of version ${version} stopped by itself: the first door did not take it, or answers worse than before.`;
      case "rolled-back":
        return t`The rollout of version ${version} stopped by itself: a door went back to the version before.`;
      case "too-many-failed":
        return t`The rollout of version ${version} stopped by itself: too many doors failed, or answer worse than before.`;
      default:
        return t`The rollout of version ${version} stopped by itself: doors failed.`;
    }
  },
};

/** For those that are told together. */
const SEVERAL: Readonly<Record<AlertKind, (t: Wording) => string>> = {
  "sign-in-failures": (t) => t`Sign-ins failed, for several addresses or from several networks.`,
  "session-reused": (t) => t`Sessions of several people were used twice, and were ended.`,
  "network-blocked": (t) => t`Several more networks are blocked.`,
  "command-replayed": (t) => t`Commands that were sent before came again at several doors, and were refused.`,
  "door-offline": (t) => t`Several more doors went offline.`,
  "door-back": (t) => t`Several more doors are online again.`,
  "new-key": (t) => t`Devices were set up for several more doors.`,
  "key-refused": (t) => t`Devices with wrong keys tried to register as several doors.`,
  tamper: (t) => t`The devices of several more doors were opened or taken from their place.`,
  "password-locked": (t) => t`Several doors got wrong passwords in a row.`,
  "door-ajar": (t) => t`Several more doors have been left open.`,
  "webhook-failing": (t) => t`Alerts could not be handed to several webhooks.`,
  "rollout-halted": (t) => t`Several rollouts of new firmware stopped by themselves.`,
};

/**
 * An alert as a person would tell it, in one line.
 *
 * @param t puts it into the reader's language; without, it is English
 * @param moment says a time, milliseconds since the epoch; without, in UTC
 */
export function alertSummary(
  { kind, door, count, facts }: Pick<AlertView, "kind" | "door" | "count" | "facts">,
  t: Wording = inEnglish,
  moment: (at: number) => string = utc,
): string {
  const text = (name: string) => oneLine(String(facts[name] ?? ""));
  const sentence =
    facts.several === true
      ? SEVERAL[kind](t)
      : SENTENCES[kind]({
          door: door ? t`“${oneLine(door.name)}”` : t`a door`,
          text,
          is: (name) => facts[name] === true,
          from: (name) => text(name) && t`, from ${text(name)}`,
          time: (name) => moment(Number(text(name))),
          t,
        });
  return count === 1 ? sentence : `${sentence} ${t`This happened ${count} times.`}`;
}

function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** People choose their names; they do not add lines to others' mail with them. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").slice(0, 200);
}
