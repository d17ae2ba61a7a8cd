import { DeliveryAttempt } from "@openlock/api";
import type { Insertable, Selectable } from "kysely";
import { z } from "zod";
import { type Delivery, type DeliveryRecords, type NewDelivery, recipientKey } from "./alerting.ts";
import type { Database } from "./database.ts";
import type { Schema } from "./schema.ts";

/** Whoever takes something from the outbox takes turns. */
const CLAIMING = "alert-deliveries";
/** Tries that are kept of a delivery. */
const ATTEMPTS_KEPT = 20;
/** Due rows that one claim looks at: those of busy recipients among them. */
const LOOKED_AT = 1000;

const Attempts = z.array(DeliveryAttempt);
const State = z.enum(["waiting", "done", "given-up"]);

export function deliveryRecords({ db, exclusive }: Database): DeliveryRecords {
  return {
    async add(delivery) {
      await db.insertInto("alert_deliveries").values(deliveryRow(delivery)).execute();
    },

    async claim({ now, leaseMs, recipients, mailMax, except }) {
      const due = db
        .selectFrom("alert_deliveries")
        .where("state", "=", "waiting")
        .where("next_at", "<=", now);
      // Mostly there is nothing, and that costs no lock.
      if (!(await due.select("id").limit(1).executeTakeFirst())) return [];
      return exclusive([CLAIMING], async (trx) => {
        const rows = await trx
          .selectFrom("alert_deliveries")
          .selectAll()
          .where("state", "=", "waiting")
          .where("next_at", "<=", now)
          .orderBy("next_at")
          .orderBy("created_at")
          .limit(LOOKED_AT)
          .execute();
        const taken = choose(rows.map(toDelivery), recipients, mailMax, except);
        if (taken.length > 0) {
          await trx
            .updateTable("alert_deliveries")
            .set({ next_at: now + leaseMs })
            .where(
              "id",
              "in",
              taken.map(({ id }) => id),
            )
            .execute();
        }
        return taken;
      });
    },

    async record(id, attempt, { state, nextAt }) {
      await exclusive([CLAIMING], async (trx) => {
        const row = await trx
          .selectFrom("alert_deliveries")
          .select("attempts")
          .where("id", "=", id)
          .executeTakeFirst();
        if (!row) return;
        const attempts = [...Attempts.parse(JSON.parse(row.attempts)), attempt].slice(-ATTEMPTS_KEPT);
        await trx
          .updateTable("alert_deliveries")
          .set({ state, next_at: nextAt, attempts: JSON.stringify(attempts) })
          .where("id", "=", id)
          .execute();
      });
    },

    async ofWebhook(webhook, limit) {
      const rows = await db
        .selectFrom("alert_deliveries")
        .selectAll()
        .where("webhook_id", "=", webhook)
        .orderBy("created_at", "desc")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(toDelivery);
    },

    async again(webhook, id, now) {
      const { numUpdatedRows } = await db
        .updateTable("alert_deliveries")
        .set({ state: "waiting", next_at: now })
        .where("id", "=", id)
        .where("webhook_id", "=", webhook)
        .where("state", "!=", "waiting")
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

export function deliveryRow({ id, to, message, at }: NewDelivery): Insertable<Schema["alert_deliveries"]> {
  return {
    id,
    person_id: "person" in to ? to.person : null,
    webhook_id: "webhook" in to ? to.webhook : null,
    message,
    created_at: at,
    state: "waiting",
    next_at: at,
    attempts: "[]",
  };
}

function choose(
  due: readonly Delivery[],
  recipients: number,
  mailMax: number,
  except: ReadonlySet<string>,
): readonly Delivery[] {
  const taken = new Map<string, Delivery[]>();
  for (const delivery of due) {
    const key = recipientKey(delivery.to);
    if (except.has(key)) continue;
    const before = taken.get(key);
    if (!before) {
      if (taken.size < recipients) taken.set(key, [delivery]);
    } else if ("person" in delivery.to && before.length < mailMax) before.push(delivery);
  }
  return [...taken.values()].flat();
}

function toDelivery(row: Selectable<Schema["alert_deliveries"]>): Delivery {
  return {
    id: row.id,
    to: row.webhook_id === null ? { person: row.person_id ?? "" } : { webhook: row.webhook_id },
    message: row.message,
    at: row.created_at,
    state: State.parse(row.state),
    nextAt: row.next_at,
    attempts: Attempts.parse(JSON.parse(row.attempts)),
  };
}
