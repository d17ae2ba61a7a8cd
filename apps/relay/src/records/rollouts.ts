import { HaltReason, RolloutDoorState, RolloutPlan, RolloutState } from "@openlock/api";
import type { Kysely, Selectable } from "kysely";
import type { Database } from "./database.ts";
import { OVER, RELEASES } from "./releases.ts";
import type { NewRolloutRow, Rollout, RolloutDoor, RolloutRecords } from "./rollout-records.ts";
import type { Schema } from "./schema.ts";

/** Rows of one statement, few enough for its parameters. */
const CHUNK = 500;
const CLAIMING = "rollouts";
const lockOf = (id: number) => `rollout:${id}`;

export function rolloutRecords({ db, exclusive }: Database): RolloutRecords {
  const byId = (id: number) => find(db, id);
  /** The row of an offer that is under way. */
  const underWay = (door: string) =>
    db.selectFrom("rollout_doors").selectAll().where("door", "=", door).where("state", "=", "updating");
  return {
    create: (asked) => exclusive([RELEASES], (trx) => create(trx, asked)),

    byId,

    async list({ scope, before, limit }) {
      let query = db.selectFrom("rollouts").selectAll().orderBy("id", "desc").limit(limit);
      if (before !== undefined) query = query.where("id", "<", before);
      if (!scope.all) {
        const { ids } = scope;
        query = query.where(({ exists, not, selectFrom }) => {
          const outside = selectFrom("rollout_doors")
            .select("door")
            .whereRef("rollout_doors.rollout", "=", "rollouts.id");
          return not(exists(ids.length === 0 ? outside : outside.where("door", "not in", ids)));
        });
      }
      return (await query.execute()).map(toRollout);
    },

    async doors(id, page) {
      let query = db.selectFrom("rollout_doors").selectAll().where("rollout", "=", id).orderBy("position");
      if (page) query = query.where("position", ">", page.after).limit(page.limit);
      return (await query.execute()).map(toDoor);
    },

    async counts(id) {
      const rows = await db
        .selectFrom("rollout_doors")
        .select(["stage", "state", ({ fn }) => fn.countAll<number>().as("count")])
        .where("rollout", "=", id)
        .groupBy(["stage", "state"])
        .execute();
      return rows.map(({ stage, state, count }) => ({
        stage,
        state: RolloutDoorState.parse(state),
        count: Number(count),
      }));
    },

    async claim(now, leaseMs) {
      const due = () => db.selectFrom("rollouts").where("state", "=", "running").where("next_at", "<=", now);
      // Mostly there is nothing, and that costs no lock.
      if (!(await due().select("id").limit(1).executeTakeFirst())) return undefined;
      return exclusive([CLAIMING], async (trx) => {
        const row = await trx
          .selectFrom("rollouts")
          .selectAll()
          .where("state", "=", "running")
          .where("next_at", "<=", now)
          .orderBy("next_at")
          .limit(1)
          .executeTakeFirst();
        if (!row) return undefined;
        await trx
          .updateTable("rollouts")
          .set({ next_at: now + leaseMs })
          .where("id", "=", row.id)
          .execute();
        return toRollout(row);
      });
    },

    async settle(id, { nextAt, stage, soakUntil, state, reason, endedAt }) {
      await db
        .updateTable("rollouts")
        .set({
          next_at: nextAt,
          ...(stage === undefined ? {} : { stage }),
          ...(soakUntil === undefined ? {} : { soak_until: soakUntil }),
          ...(state === undefined ? {} : { state }),
          ...(reason === undefined ? {} : { reason }),
          ...(endedAt === undefined ? {} : { ended_at: endedAt }),
        })
        .where("id", "=", id)
        .where("state", "=", "running")
        .execute();
    },

    move: (id, from, to, now) =>
      exclusive([lockOf(id)], async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable("rollouts")
          .set({
            state: to,
            next_at: now,
            ended_at: OVER.includes(to) ? now : null,
            ...(to === "running" ? { reason: null } : {}),
          })
          .where("id", "=", id)
          .where("state", "in", from)
          .executeTakeFirst();
        return numUpdatedRows === 1n ? await find(trx, id) : undefined;
      }),

    offer: (id, { door, offer, boot, atOnce, at }) =>
      exclusive([lockOf(id)], async (trx) => {
        const running = await trx
          .selectFrom("rollouts")
          .select("id")
          .where("id", "=", id)
          .where("state", "=", "running")
          .executeTakeFirst();
        const others = await trx
          .selectFrom("rollout_doors")
          .select(({ fn }) => fn.countAll<number>().as("count"))
          .where("rollout", "=", id)
          .where("state", "=", "updating")
          .executeTakeFirstOrThrow();
        if (!running || Number(others.count) >= atOnce) return false;
        const { numUpdatedRows } = await trx
          .updateTable("rollout_doors")
          .set(({ eb }) => ({
            state: "updating",
            tries: eb("tries", "+", 1),
            offer,
            boot,
            phase: null,
            percent: null,
            why: null,
            at,
          }))
          .where("rollout", "=", id)
          .where("door", "=", door)
          .where("state", "=", "waiting")
          .executeTakeFirst();
        return numUpdatedRows === 1n;
      }),

    async progress({ door, offer }, { phase, percent, at }) {
      const row = await db
        .updateTable("rollout_doors")
        .set({ phase, percent, at })
        .where("door", "=", door)
        .where("offer", "=", offer)
        .where("state", "=", "updating")
        .returning("rollout")
        .executeTakeFirst();
      return row?.rollout;
    },

    async conclude({ door, offer }, { state, why, at, nextAt, untried = false }) {
      const row = await db
        .updateTable("rollout_doors")
        .set(({ eb }) => ({
          state,
          phase: null,
          percent: null,
          why: why ?? null,
          at,
          next_at: nextAt,
          ...(untried ? { tries: eb("tries", "-", 1) } : {}),
        }))
        .where("door", "=", door)
        .where("offer", "=", offer)
        .where("state", "=", "updating")
        .returning("rollout")
        .executeTakeFirst();
      return row?.rollout;
    },

    async set(id, door, { state, why, at, nextAt }) {
      await db
        .updateTable("rollout_doors")
        .set({ state, why: why ?? null, at, next_at: nextAt })
        .where("rollout", "=", id)
        .where("door", "=", door)
        .where("state", "=", "waiting")
        .execute();
    },

    async underWay(door) {
      const row = await underWay(door).executeTakeFirst();
      const rollout = row && (await byId(row.rollout));
      return row && rollout && { id: rollout.id, release: rollout.release.id, row: toDoor(row) };
    },

    async markWorse(id, doors) {
      await db
        .updateTable("rollout_doors")
        .set({ worse: 1 })
        .where("rollout", "=", id)
        .where("door", "in", doors)
        .execute();
    },

    async retry(id, doors, now) {
      let query = db
        .updateTable("rollout_doors")
        .set({ state: "waiting", tries: 0, why: null, excused: 0, at: now, next_at: now })
        .where("rollout", "=", id)
        .where("state", "=", "failed");
      if (doors) query = query.where("door", "in", doors);
      return Number((await query.executeTakeFirst()).numUpdatedRows);
    },

    async excuse(id) {
      await db
        .updateTable("rollout_doors")
        .set({ excused: 1 })
        .where("rollout", "=", id)
        .where(({ or, eb }) => or([eb("state", "=", "failed"), eb("worse", "=", 1)]))
        .execute();
    },
  };
}

async function create(
  trx: Kysely<Schema>,
  { release, plan, createdAt, createdBy, doors }: NewRolloutRow,
): ReturnType<RolloutRecords["create"]> {
  const known = await trx
    .selectFrom("releases")
    .select("id")
    .where("id", "=", release.id)
    .where("state", "=", "whole")
    .executeTakeFirst();
  if (!known) return { outcome: "no-release" };
  const ids = doors.map(({ door }) => door);
  for (let at = 0; at < ids.length; at += CHUNK) {
    const some = ids.slice(at, at + CHUNK);
    const there = await trx.selectFrom("doors").select("id").where("id", "in", some).execute();
    if (there.length < some.length) return { outcome: "no-door" };
    const busy = await trx
      .selectFrom("rollout_doors")
      .innerJoin("rollouts", "rollouts.id", "rollout_doors.rollout")
      .select("rollout_doors.door")
      .where("rollout_doors.door", "in", some)
      .where("rollouts.state", "not in", OVER)
      .limit(1)
      .executeTakeFirst();
    if (busy) return { outcome: "busy" };
  }
  const row = await trx
    .insertInto("rollouts")
    .values({
      release: release.id,
      version: release.version,
      chip: release.chip,
      sha256: release.sha256,
      plan: JSON.stringify(plan),
      state: "running",
      reason: null,
      stage: 0,
      soak_until: null,
      created_at: createdAt,
      created_by: createdBy,
      ended_at: null,
      next_at: createdAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const rows = doors.map(({ door, stage, state, from, why }, position) => ({
    ...{ rollout: row.id, door, position: position + 1, stage, state, from_version: from, tries: 0 },
    ...{ why: why ?? null, worse: 0, excused: 0, at: createdAt, next_at: createdAt },
  }));
  for (let at = 0; at < rows.length; at += CHUNK) {
    await trx
      .insertInto("rollout_doors")
      .values(rows.slice(at, at + CHUNK))
      .execute();
  }
  return { outcome: "done", rollout: toRollout(row) };
}

async function find(db: Kysely<Schema>, id: number): Promise<Rollout | undefined> {
  const row = await db.selectFrom("rollouts").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toRollout(row);
}

function toRollout(row: Selectable<Schema["rollouts"]>): Rollout {
  const { id, release, version, chip, sha256, stage } = row;
  return {
    id,
    release: { id: release, version, chip, sha256 },
    plan: RolloutPlan.parse(JSON.parse(row.plan)),
    state: RolloutState.parse(row.state),
    ...(row.reason === null ? {} : { reason: HaltReason.parse(row.reason) }),
    stage,
    ...(row.soak_until === null ? {} : { soakUntil: row.soak_until }),
    createdAt: row.created_at,
    createdBy: row.created_by,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
  };
}

function toDoor(row: Selectable<Schema["rollout_doors"]>): RolloutDoor {
  const { door, position, stage, tries, at } = row;
  return {
    ...{ door, position, stage, tries, at },
    state: RolloutDoorState.parse(row.state),
    from: row.from_version,
    ...(row.offer === null ? {} : { offer: row.offer }),
    ...(row.boot === null ? {} : { boot: row.boot }),
    ...(row.phase === null ? {} : { phase: row.phase }),
    ...(row.percent === null ? {} : { percent: row.percent }),
    ...(row.why === null ? {} : { why: row.why }),
    worse: row.worse === 1,
    excused: row.excused === 1,
    nextAt: row.next_at,
  };
}
