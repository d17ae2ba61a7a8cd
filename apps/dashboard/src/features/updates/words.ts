import type { ReleaseView, RolloutDoorView, RolloutView } from "@openlock/api";
import { duration, moment } from "../../app/times.ts";

const WHY: Readonly<Record<string, string>> = {
  "has-it": "runs this version already",
  "not-newer": "runs a newer version",
  "below-minimum": "runs a version that is too old for this one",
  "used-now": "in use, or was a moment ago",
  "no-answer": "did not say what came of it",
  busy: "was busy with another update",
  malformed: "could not read the manifest",
  "not-signed": "has no release key that signed it",
  "wrong-chip": "has another chip",
  "too-large": "has no room for it",
  "download-failed": "could not fetch the image",
  "wrong-hash": "got another image than the one that was signed",
  "bad-image": "cannot start the image",
  "write-failed": "could not write the image",
  "in-use": "stood open for too long",
  "rolled-back": "started it, did not reach the server, and went back",
};

const PHASES: Readonly<Record<string, string>> = {
  downloading: "fetching",
  checking: "checking",
  waiting: "waits until it is locked",
  restarting: "restarting",
};

const HALTS = {
  "canary-failed": "The first door did not take it, or answers worse than before.",
  "rolled-back": "The first door started it, did not reach the server, and went back.",
  "too-many-failed": "Too many doors failed, or answer worse than before.",
} as const;

export function doorWords({ state, phase, percent, why, worse }: RolloutDoorView, online: boolean): string {
  const reason = why === undefined ? "" : (WHY[why] ?? why.replaceAll("-", " "));
  switch (state) {
    case "waiting":
      if (!online) return "offline; updated when it is back";
      return reason ? `waiting: ${reason}` : "waiting";
    case "updating":
      return phase === undefined ? "told of it" : `${PHASES[phase] ?? phase}, ${percent ?? 0} %`;
    case "done":
      return worse ? "updated, but answers worse than before" : "updated";
    case "failed":
      return `failed: ${reason || "it did not say why"}`;
    case "skipped":
      return reason || "not for it";
  }
}

export function stateWords({ state, reason, stage, stages, soakUntil, endedAt }: RolloutView): string {
  switch (state) {
    case "running": {
      const where = stage === 0 ? "At the first door" : `Stage ${stage + 1} of ${stages.length}`;
      return soakUntil === undefined ? where : `${where}; goes on at ${moment(soakUntil)} if all is well`;
    }
    case "paused":
      return "Paused";
    case "halted":
      return reason === undefined ? "It stopped by itself." : HALTS[reason];
    case "stopped":
      return endedAt === undefined ? "Stopped" : `Stopped ${moment(endedAt)}`;
    case "done":
      return endedAt === undefined ? "Done" : `Done ${moment(endedAt)}`;
  }
}

export function releaseFacts({
  chip,
  size,
  checked,
  uploadedBy,
  uploadedAt,
  minimum,
  allowDowngrade,
}: ReleaseView): string {
  return [
    chip,
    `${Math.ceil(size / 1024).toLocaleString()} kB`,
    checked ? "signature checked" : "signature not checked here; the doors check it",
    ...(minimum === undefined ? [] : [`from ${minimum} on`]),
    ...(allowDowngrade === undefined ? [] : ["a way back"]),
    `${uploadedBy}, ${moment(uploadedAt)}`,
  ].join(" · ");
}

/** What a plan will do, in a sentence each. */
export function planSentences(
  sizes: readonly number[],
  soakSeconds: number,
  atOnce: number,
): readonly string[] {
  const doors = (count: number) => (count === 1 ? "one door" : `${count} doors`);
  const [, ...later] = sizes;
  const wait = soakSeconds === 0 ? "at once" : `after ${duration(soakSeconds)}`;
  return [
    "One door gets it first. If that one fails, goes back or answers worse than before, everything stops.",
    ...(later.length === 0
      ? []
      : [`If all is well it goes on ${wait} each time: to ${later.map(doors).join(", then ")}.`]),
    `${atOnce === 1 ? "One door at a time" : `At most ${atOnce} doors at a time`}, and none while it is open or was used in the last two minutes.`,
    "Doors that are offline get it when they are back.",
  ];
}
