import { randomBase64url } from "@openlock/protocol";
import type { DeviceRouting } from "../devices/routing.ts";
import type { Services } from "../http/context.ts";
import type { Door } from "../records/records.ts";
import type { Release } from "../records/release-records.ts";
import type { Rollout, RolloutDoor } from "../records/rollout-records.ts";
import { mayUpdateAt } from "./hours.ts";
import { answersWorse, whyHalt } from "./judge.ts";
import { concludeOffer, RETRY_MS, TRIES } from "./reports.ts";

/** Where devices fetch images; the release's id follows. */
export const IMAGE_PATH = "/api/devices/images/";
/** No command within this time before an update: somebody may stand at the door. */
const UNUSED_MS = 120_000;
/** A door that says nothing for this long while it downloads or checks is asked. */
const SILENT_MS = 5 * 60_000;
/** And one that waits until it is closed: it may take an hour for that. */
const SILENT_WAITING_MS = 70 * 60_000;
/** A device that has restarted says within this time what came of its update, if it knows. */
const SAYS_MS = 15_000;
/** Doors that one step looks at, beyond those that it can offer to. */
const LOOKED_AT = 20;

type Parts = Pick<Services, "records" | "hot" | "journal" | "events" | "log" | "now"> & {
  readonly routing: DeviceRouting;
};

/** One step of a rollout that this node has claimed: find out what became of offers, judge, offer, and go on. */
export async function drive(parts: Parts, rollout: Rollout, everyMs: number): Promise<void> {
  const { records, now } = parts;
  await chase(parts, rollout);
  if (await judge(parts, rollout)) return;
  await offerToDoors(parts, rollout);
  const doors = await records.rollouts.doors(rollout.id);
  await records.rollouts.settle(rollout.id, {
    nextAt: now() + everyMs,
    ...(await advance(parts, rollout, doors)),
  });
}

/** Doors whose update nobody has heard of for too long, or that have restarted meanwhile: what do they run now? */
async function chase(parts: Parts, { id, release }: Rollout): Promise<void> {
  const { records, now } = parts;
  const underWay = (await records.rollouts.doors(id)).filter(({ state }) => state === "updating");
  await Promise.all(
    underWay.map(async (row) => {
      const { door, offer, tries } = row;
      const bound = await records.doors.byId(door);
      if (!bound?.device || offer === undefined) return;
      const restarted = bound.device.boot !== row.boot && now() - bound.device.registeredAt >= SAYS_MS;
      const patience = row.phase === "waiting" ? SILENT_WAITING_MS : SILENT_MS;
      if (!restarted && now() - row.at < patience) return;
      const status = await parts.routing.status(door);
      const at = now();
      const offered = { door, offer, tries };
      if (status.outcome === "answered" && status.status.firmware === release.version) {
        return concludeOffer(parts, offered, { state: "done", at });
      }
      // Not there, or it forgot: it is offered again when it is.
      const state = tries < TRIES ? "waiting" : "failed";
      return concludeOffer(parts, offered, { state, why: "no-answer", at });
    }),
  );
}

/** @returns whether the rollout must not go on */
async function judge(parts: Parts, rollout: Rollout): Promise<boolean> {
  const { records, journal, events, now } = parts;
  const { id, release } = rollout;
  const before = await records.rollouts.doors(id);
  const watched = before.filter(
    (door) => door.state === "done" && door.tries > 0 && door.stage === rollout.stage && !door.worse,
  );
  const worse: string[] = [];
  for (const { door, at } of watched) if (await answersWorse(records.audit, door, at)) worse.push(door);
  // Only a stage that is being looked at: who is offline long after has other reasons.
  if (rollout.soakUntil !== undefined && rollout.soakUntil <= now()) {
    const online = await parts.hot.presence.online(watched.map(({ door }) => door));
    for (const { door } of watched) if (!online.has(door) && !worse.includes(door)) worse.push(door);
  }
  if (worse.length > 0) await records.rollouts.markWorse(id, worse);
  const reason = whyHalt(rollout, worse.length > 0 ? await records.rollouts.doors(id) : before);
  if (reason === undefined) return false;
  await journal.write({
    at: now(),
    actor: { kind: "relay" },
    action: "rollout.halt",
    outcome: "failed",
    code: reason,
    detail: { rollout: id, version: release.version },
  });
  await records.rollouts.settle(id, { nextAt: now(), state: "halted", reason, soakUntil: null });
  events.publish({ type: "rollout-changed", rollout: id, at: now() });
  return true;
}

/** Offers the image to doors whose turn it is, as many as may be at once. */
async function offerToDoors(parts: Parts, rollout: Rollout): Promise<void> {
  const { records, hot, now } = parts;
  const { plan } = rollout;
  if (!mayUpdateAt(plan, now())) return;
  const release = await records.releases.byId(rollout.release.id);
  if (!release) return;
  const doors = await records.rollouts.doors(rollout.id);
  const free = plan.atOnce - doors.filter(({ state }) => state === "updating").length;
  const due = doors.filter(
    ({ state, stage, nextAt }) => state === "waiting" && stage <= rollout.stage && nextAt <= now(),
  );
  if (free <= 0 || due.length === 0) return;
  const online = await hot.presence.online(due.map(({ door }) => door));
  const there = due.filter(({ door }) => online.has(door)).slice(0, free + LOOKED_AT);
  const ready: { readonly row: RolloutDoor; readonly door: Door }[] = [];
  await Promise.all(
    there.map(async (row) => {
      const door = await records.doors.byId(row.door);
      if (door && (await isReady(parts, rollout, row))) ready.push({ row, door });
    }),
  );
  const order = (row: RolloutDoor) => row.position;
  ready.sort((a, b) => order(a.row) - order(b.row));
  await Promise.all(ready.slice(0, free).map(({ door }) => offer(parts, rollout, release, door)));
}

/** Nobody uses the door, and it needs the update. */
async function isReady(parts: Parts, { id, release }: Rollout, { door }: RolloutDoor): Promise<boolean> {
  const { records, events, routing, now } = parts;
  const later = (why: string) =>
    records.rollouts.set(id, door, { state: "waiting", why, at: now(), nextAt: now() + RETRY_MS });
  const recent = await records.audit.list({
    ...{ door, action: "command.send", outcome: "begun", from: now() - UNUSED_MS, limit: 1 },
  });
  if (recent.length > 0) {
    await later("used-now");
    return false;
  }
  const asked = await routing.status(door);
  if (asked.outcome !== "answered") return false;
  const { firmware, lock, mode } = asked.status;
  if (firmware === release.version) {
    await records.rollouts.set(id, door, { state: "done", why: "has-it", at: now(), nextAt: now() });
    events.publish({ type: "rollout-changed", rollout: id, at: now() });
    return false;
  }
  if (lock === "unlocked" || mode === "held") {
    await later("used-now");
    return false;
  }
  return true;
}

async function offer(
  parts: Parts,
  rollout: Rollout,
  release: Release,
  { id: door, device }: Door,
): Promise<void> {
  const { records, routing, events, now } = parts;
  if (!device) return;
  const id = randomBase64url(12);
  // Written down first: what is sent and not known of would be offered twice.
  const asked = { door, offer: id, boot: device.boot, atOnce: rollout.plan.atOnce, at: now() };
  if (!(await records.rollouts.offer(rollout.id, asked))) return;
  const update = { id, manifest: release.manifest, url: IMAGE_PATH + release.id };
  if (!(await routing.update({ door, kid: device.kid, update }))) {
    const at = now();
    await records.rollouts.conclude(
      { door, offer: id },
      { state: "waiting", at, nextAt: at + RETRY_MS, untried: true },
    );
    return;
  }
  events.publish({ type: "rollout-changed", rollout: rollout.id, at: now() });
}

/** What follows from how the doors are: the next stage after its soak, or the end. */
async function advance(
  { hot, events, now }: Parts,
  { id, stage, plan, soakUntil }: Rollout,
  doors: readonly RolloutDoor[],
) {
  const here = doors.filter((door) => door.stage <= stage && door.state !== "skipped");
  const waiting = here.filter(({ state }) => state === "waiting");
  const online = await hot.presence.online(waiting.map(({ door }) => door));
  // Doors that are offline hold nobody up; but somebody must have been first.
  const tried = doors.some(
    (door) => door.stage === stage && (door.state === "done" || door.state === "failed"),
  );
  const settled =
    waiting.every(({ door }) => !online.has(door)) &&
    here.every(({ state }) => state !== "updating") &&
    (tried || here.every(({ stage: of }) => of !== stage));
  const last = Math.max(0, ...doors.map((door) => door.stage));
  if (!settled) return soakUntil === undefined ? {} : { soakUntil: null };
  if (soakUntil === undefined) return { soakUntil: now() + plan.soakSeconds * 1000 };
  if (soakUntil > now()) return {};
  if (stage < last) {
    events.publish({ type: "rollout-changed", rollout: id, at: now() });
    return { stage: stage + 1, soakUntil: null };
  }
  if (waiting.length > 0) return {};
  events.publish({ type: "rollout-changed", rollout: id, at: now() });
  return { state: "done", endedAt: now() } as const;
}
