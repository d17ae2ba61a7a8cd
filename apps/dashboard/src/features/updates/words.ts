import type { ReleaseView, RolloutDoorView, RolloutView } from "@openlock/api";
import { inDigits } from "../../app/numbers.ts";
import { duration, moment } from "../../app/times.ts";
import { plural, t } from "../../i18n/text.ts";

const WHY: Readonly<Record<string, () => string>> = {
  "has-it": () => t`runs this version already`,
  "not-newer": () => t`runs a newer version`,
  "below-minimum": () => t`runs a version that is too old for this one`,
  "used-now": () => t`in use, or was a moment ago`,
  "no-answer": () => t`did not say what came of it`,
  busy: () => t`was busy with another update`,
  malformed: () => t`could not read the manifest`,
  "not-signed": () => t`has no release key that signed it`,
  "wrong-chip": () => t`has another chip`,
  "too-large": () => t`has no room for it`,
  "download-failed": () => t`could not fetch the image`,
  "wrong-hash": () => t`got another image than the one that was signed`,
  "bad-image": () => t`cannot start the image`,
  "write-failed": () => t`could not write the image`,
  "in-use": () => t`stood open for too long`,
  "rolled-back": () => t`started it, did not reach the server, and went back`,
};

const PHASES: Readonly<Record<string, () => string>> = {
  downloading: () => t`fetching`,
  checking: () => t`checking`,
  waiting: () => t`waits until it is locked`,
  restarting: () => t`restarting`,
};

const HALTS = {
  "canary-failed": () => t`The first door did not take it, or answers worse than before.`,
  "rolled-back": () => t`The first door started it, did not reach the server, and went back.`,
  "too-many-failed": () => t`Too many doors failed, or answer worse than before.`,
} as const;

export function doorWords({ state, phase, percent, why, worse }: RolloutDoorView, online: boolean): string {
  const reason = why === undefined ? "" : (WHY[why]?.() ?? why.replaceAll("-", " "));
  switch (state) {
    case "waiting":
      if (!online) return t`offline; updated when it is back`;
      return reason ? t`waiting: ${reason}` : t`waiting`;
    case "updating":
      return phase === undefined ? t`told of it` : `${PHASES[phase]?.() ?? phase}, ${percent ?? 0} %`;
    case "done":
      return worse ? t`updated, but answers worse than before` : t`updated`;
    case "failed":
      return t`failed: ${reason || t`it did not say why`}`;
    case "skipped":
      return reason || t`not for it`;
  }
}

export function stateWords({ state, reason, stage, stages, soakUntil, endedAt }: RolloutView): string {
  switch (state) {
    case "running": {
      const where = stage === 0 ? t`At the first door` : t`Stage ${stage + 1} of ${stages.length}`;
      return soakUntil === undefined ? where : t`${where}; goes on at ${moment(soakUntil)} if all is well`;
    }
    case "paused":
      return t`Paused`;
    case "halted":
      return reason === undefined ? t`It stopped by itself.` : HALTS[reason]();
    case "stopped":
      return endedAt === undefined ? t`Stopped` : t`Stopped ${moment(endedAt)}`;
    case "done":
      return endedAt === undefined ? t`Done` : t`Done ${moment(endedAt)}`;
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
    `${inDigits(Math.ceil(size / 1024))} kB`,
    checked ? t`signature checked` : t`signature not checked here; the doors check it`,
    ...(minimum === undefined ? [] : [t`from ${minimum} on`]),
    ...(allowDowngrade === undefined ? [] : [t`a way back`]),
    `${uploadedBy}, ${moment(uploadedAt)}`,
  ].join(" · ");
}

/** What a plan will do, in a sentence each. */
export function planSentences(
  sizes: readonly number[],
  soakSeconds: number,
  atOnce: number,
): readonly string[] {
  const doors = (count: number) => plural(count, { one: t`one door`, other: t`${count} doors` });
  const [, ...later] = sizes;
  const wait = soakSeconds === 0 ? t`at once` : t`after ${duration(soakSeconds)}`;
  return [
    t`One door gets it first. If that one fails, goes back or answers worse than before, everything stops.`,
    ...(later.length === 0
      ? []
      : [t`If all is well it goes on ${wait} each time: to ${later.map(doors).join(t`, then `)}.`]),
    plural(atOnce, {
      one: t`One door at a time, and none while it is open or was used in the last two minutes.`,
      other: t`At most ${atOnce} doors at a time, and none while it is open or was used in the last two minutes.`,
    }),
    t`Doors that are offline get it when they are back.`,
  ];
}
