import { AlertKind, DoorScope } from "@openlock/api";
import { type Kysely, type Selectable, sql, type Transaction } from "kysely";
import { z } from "zod";
import type { Alert, AlertGroup, AlertRecords, AlertTurn, StoredAlert, Subscription } from "./alerting.ts";
import { AuditDetail, toAuditRow } from "./audit.ts";
import type { Database } from "./database.ts";
import { deliveryRow } from "./deliveries.ts";
import { toPerson } from "./people.ts";
import type { Schema } from "./schema.ts";
import { toWebhook } from "./webhooks.ts";

/** Whoever raises alerts takes turns. */
const RAISING = "alerts";
const AUDIT_MARK = "audit";
/** What is done and may be worth an alert; of refusals and failures every one may. */
const DONE_ACTIONS = ["device.event", "device.register", "network.block"];

const Kinds = z.array(AlertKind);
const CHUNK = 500;
const MissingState = z.enum(["missing", "told", "held"]);

export function alertRecords({ db, exclusive }: Database): AlertRecords {
  return {
    async pending(now) {
      const { rows } = await sql<{ pending: number }>`
        select case when
          exists (select 1 from audit where seq > (select value from alert_marks where name = ${AUDIT_MARK}))
          or exists (select 1 from alert_groups where held > 0 and quiet_until <= ${now})
        then 1 else 0 end as pending`.execute(db);
      return rows[0]?.pending === 1;
    },

    async doorsWithDevice() {
      const rows = await db.selectFrom("doors").select("id").where("kid", "is not", null).execute();
      return rows.map(({ id }) => id);
    },

    mark: (name) => readMark(db, name),

    turn: (work) => exclusive([RAISING], (trx) => work(turnIn(trx))),

    async list({ scope, before, limit }) {
      if (!scope.all && scope.ids.length === 0) return [];
      let query = db.selectFrom("alerts").selectAll().orderBy("seq", "desc").limit(limit);
      if (!scope.all) query = query.where("door", "in", scope.ids);
      if (before !== undefined) query = query.where("seq", "<", before);
      return (await query.execute()).map(toAlert);
    },

    async subscription(personId) {
      const row = await db
        .selectFrom("alert_subscriptions")
        .selectAll()
        .where("person_id", "=", personId)
        .executeTakeFirst();
      return row && toSubscription(row);
    },

    async putSubscription(personId, { kinds, doors }) {
      const chosen = { kinds: JSON.stringify(kinds), doors: JSON.stringify(doors) };
      await db
        .insertInto("alert_subscriptions")
        .values({ person_id: personId, ...chosen })
        .onConflict((conflict) => conflict.column("person_id").doUpdateSet(chosen))
        .execute();
    },
  };
}

function turnIn(trx: Transaction<Schema>): AlertTurn {
  const mark = (name: string) => readMark(trx, name);
  const putMark = async (name: string, value: number) => {
    await trx
      .insertInto("alert_marks")
      .values({ name, value })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
      .execute();
  };
  return {
    mark,
    putMark,

    async takeRows(limit) {
      const after = (await mark(AUDIT_MARK)) ?? 0;
      // Rows stand in the order of their commits, so none with a smaller number comes later.
      const { last } = await trx
        .selectFrom("audit")
        .select(({ fn }) => fn.max("seq").as("last"))
        .executeTakeFirstOrThrow();
      if (last === null || last <= after) return [];
      const rows = await trx
        .selectFrom("audit")
        .selectAll()
        .where("seq", ">", after)
        .where("seq", "<=", last)
        .where(({ or, eb }) =>
          or([eb("outcome", "in", ["refused", "failed"]), eb("action", "in", DONE_ACTIONS)]),
        )
        .orderBy("seq")
        .limit(limit)
        .execute();
      await putMark(AUDIT_MARK, rows.length < limit ? last : (rows.at(-1)?.seq ?? last));
      return rows.map(toAuditRow);
    },

    async groups(keys) {
      const found: AlertGroup[] = [];
      for (const chunk of chunks(keys)) {
        const rows = await trx.selectFrom("alert_groups").selectAll().where("key", "in", chunk).execute();
        found.push(...rows.map(toGroup));
      }
      return found;
    },

    async endedGroups(now) {
      const rows = await trx
        .selectFrom("alert_groups")
        .selectAll()
        .where("held", ">", 0)
        .where("quiet_until", "<=", now)
        .orderBy("quiet_until")
        .limit(CHUNK)
        .execute();
      return rows.map(toGroup);
    },

    async putGroups(groups) {
      for (const chunk of chunks(groups)) {
        await trx
          .insertInto("alert_groups")
          .values(chunk.map(toGroupRow))
          .onConflict((conflict) =>
            conflict.column("key").doUpdateSet(({ ref }) => ({
              seen_since: ref("excluded.seen_since"),
              seen: ref("excluded.seen"),
              quiet_until: ref("excluded.quiet_until"),
              held: ref("excluded.held"),
              latest: ref("excluded.latest"),
            })),
          )
          .execute();
      }
    },

    async missingDoors() {
      const rows = await trx.selectFrom("missing_doors").selectAll().execute();
      return rows.map(({ door, since, state }) => ({ door, since, state: MissingState.parse(state) }));
    },

    async putMissingDoors(doors) {
      for (const chunk of chunks(doors)) {
        const { rows } = await sql<{ id: string }>`
          select id from doors where id in (${sql.join(chunk.map(({ door }) => door))})`.execute(trx);
        const known = new Set(rows.map(({ id }) => id));
        const values = chunk.filter(({ door }) => known.has(door));
        if (values.length === 0) continue;
        await trx
          .insertInto("missing_doors")
          .values(values.map(({ door, since, state }) => ({ door, since, state })))
          .onConflict((conflict) =>
            conflict
              .column("door")
              .doUpdateSet(({ ref }) => ({ since: ref("excluded.since"), state: ref("excluded.state") })),
          )
          .execute();
      }
    },

    async removeMissingDoors(doors) {
      for (const chunk of chunks(doors))
        await trx.deleteFrom("missing_doors").where("door", "in", chunk).execute();
    },

    async doorName(id) {
      return (await trx.selectFrom("doors").select("name").where("id", "=", id).executeTakeFirst())?.name;
    },

    async people() {
      const people = await trx.selectFrom("people").selectAll().execute();
      const rows = await trx.selectFrom("alert_subscriptions").selectAll().execute();
      const chosen = new Map(rows.map((row) => [row.person_id, toSubscription(row)]));
      return people.map((row) => {
        const subscription = chosen.get(row.id);
        return { person: toPerson(row), ...(subscription ? { subscription } : {}) };
      });
    },

    async webhooks() {
      return (await trx.selectFrom("webhooks").selectAll().execute()).map(toWebhook);
    },

    addAlert: (alert) => addAlert(trx, alert),

    async addDeliveries(deliveries) {
      if (deliveries.length === 0) return;
      await trx.insertInto("alert_deliveries").values(deliveries.map(deliveryRow)).execute();
    },

    async forget({ alerts, deliveries, groups }) {
      await trx.deleteFrom("alerts").where("at", "<", alerts).execute();
      await trx
        .deleteFrom("alert_deliveries")
        .where("state", "!=", "waiting")
        .where("created_at", "<", deliveries)
        .execute();
      await trx
        .deleteFrom("alert_groups")
        .where("quiet_until", "<", groups)
        .where("seen_since", "<", groups)
        .where("held", "=", 0)
        .execute();
    },
  };
}

async function readMark(db: Kysely<Schema>, name: string): Promise<number | undefined> {
  const row = await db.selectFrom("alert_marks").select("value").where("name", "=", name).executeTakeFirst();
  return row?.value;
}

async function addAlert(db: Kysely<Schema>, alert: Alert): Promise<StoredAlert> {
  const { at, kind, door, count, detail } = alert;
  const { seq } = await db
    .insertInto("alerts")
    .values({
      at,
      kind,
      door: door?.id ?? null,
      door_name: door?.name ?? null,
      count,
      detail: JSON.stringify(detail),
    })
    .returning("seq")
    .executeTakeFirstOrThrow();
  return { ...alert, seq };
}

function toAlert(row: Selectable<Schema["alerts"]>): StoredAlert {
  return {
    seq: row.seq,
    at: row.at,
    kind: AlertKind.parse(row.kind),
    count: row.count,
    detail: AuditDetail.parse(JSON.parse(row.detail)),
    ...(row.door === null ? {} : { door: { id: row.door, name: row.door_name ?? row.door } }),
  };
}

function toGroup(row: Selectable<Schema["alert_groups"]>): AlertGroup {
  const { key, seen_since: seenSince, seen, quiet_until: quietUntil, held, latest } = row;
  return { key, seenSince, seen, quietUntil, held, latest };
}

function toGroupRow({ key, seenSince, seen, quietUntil, held, latest }: AlertGroup) {
  return { key, seen_since: seenSince, seen, quiet_until: quietUntil, held, latest };
}

/** Few enough for the parameters of one statement. */
function chunks<T>(all: readonly T[]): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let at = 0; at < all.length; at += CHUNK) parts.push(all.slice(at, at + CHUNK));
  return parts;
}

function toSubscription(row: Selectable<Schema["alert_subscriptions"]>): Subscription {
  return {
    kinds: Kinds.parse(JSON.parse(row.kinds)),
    doors: DoorScope.parse(JSON.parse(row.doors)),
  };
}
