import { type RolloutPlan, stageSizes } from "@openlock/api";
import { compareVersions } from "@openlock/protocol";
import type { Door } from "../records/records.ts";
import type { Release } from "../records/release-records.ts";
import type { NewRolloutRow } from "../records/rollout-records.ts";

type Row = NewRolloutRow["doors"][number];

/**
 * The doors that a release is for, each in its stage: those of its chip, or, of a way back, those that run the version
 * that is left, where that is known. One that has the version, or cannot take it, is skipped, and takes no place in a stage.
 *
 * @param online comes first: a canary that is not there keeps all others waiting
 * @param leaving the version of the image that a way back is from
 */
export function assignStages(
  doors: readonly Door[],
  release: Release,
  plan: Pick<RolloutPlan, "canary" | "steps">,
  { online, leaving }: { readonly online: ReadonlySet<string>; readonly leaving: string | undefined },
): readonly Row[] {
  const rows: Row[] = [];
  const due: Row[] = [];
  for (const { id, device } of doors) {
    if (!device || device.firmware.chip !== release.chip) continue;
    const { version } = device.firmware;
    if (leaving !== undefined && version !== leaving && version !== release.version) continue;
    const row = { door: id, stage: 0, from: version };
    const why = refusalOf(release, version);
    if (version === release.version) rows.push({ ...row, state: "skipped", why: "has-it" });
    else if (why) rows.push({ ...row, state: "skipped", why });
    else due.push({ ...row, state: "waiting" });
  }
  const rank = ({ door }: Row) => (door === plan.canary ? 0 : online.has(door) ? 1 : 2);
  const ordered = due
    .map((row, at) => ({ row, at }))
    .sort((a, b) => rank(a.row) - rank(b.row) || a.at - b.at);
  let at = 0;
  stageSizes(due.length, plan.steps).forEach((size, stage) => {
    for (const { row } of ordered.slice(at, at + size)) rows.push({ ...row, stage });
    at += size;
  });
  return rows;
}

function refusalOf({ version, minimum, allowDowngrade }: Release, running: string): string | undefined {
  if (allowDowngrade === undefined && compareVersions(version, running) < 0) return "not-newer";
  if (minimum !== undefined && compareVersions(running, minimum) < 0) return "below-minimum";
  return undefined;
}
