import { AlertKind, DoorScope } from "@openlock/api";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Webhook, WebhookRecords } from "./alerting.ts";
import type { Database } from "./database.ts";
import type { Schema } from "./schema.ts";

const Kinds = z.array(AlertKind);

export function webhookRecords({ db }: Database): WebhookRecords {
  return {
    async create({ id, name, url, kinds, doors, enabled, secret, createdAt }) {
      await db
        .insertInto("webhooks")
        .values({
          id,
          name,
          url,
          kinds: JSON.stringify(kinds),
          doors: JSON.stringify(doors),
          enabled: enabled ? 1 : 0,
          secret,
          created_at: createdAt,
        })
        .execute();
    },

    async list() {
      const rows = await db.selectFrom("webhooks").selectAll().orderBy("created_at").orderBy("id").execute();
      return rows.map(toWebhook);
    },

    async byId(id) {
      const row = await db.selectFrom("webhooks").selectAll().where("id", "=", id).executeTakeFirst();
      return row && toWebhook(row);
    },

    async update(id, { name, url, kinds, doors, enabled }) {
      const row = await db
        .updateTable("webhooks")
        .set({
          ...(name === undefined ? {} : { name }),
          ...(url === undefined ? {} : { url }),
          ...(kinds === undefined ? {} : { kinds: JSON.stringify(kinds) }),
          ...(doors === undefined ? {} : { doors: JSON.stringify(doors) }),
          ...(enabled === undefined ? {} : { enabled: enabled ? 1 : 0 }),
        })
        .where("id", "=", id)
        .returningAll()
        .executeTakeFirst();
      return row && toWebhook(row);
    },

    async rotate(id, { secret, previousUntil }) {
      const row = await db
        .updateTable("webhooks")
        .set(({ ref }) => ({ previous_secret: ref("secret"), previous_until: previousUntil, secret }))
        .where("id", "=", id)
        .returningAll()
        .executeTakeFirst();
      return row && toWebhook(row);
    },

    async remove(id) {
      const { numDeletedRows } = await db.deleteFrom("webhooks").where("id", "=", id).executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}

export function toWebhook(row: Selectable<Schema["webhooks"]>): Webhook {
  const { previous_secret: before, previous_until: until } = row;
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    kinds: Kinds.parse(JSON.parse(row.kinds)),
    doors: DoorScope.parse(JSON.parse(row.doors)),
    enabled: row.enabled === 1,
    secret: row.secret,
    createdAt: row.created_at,
    ...(before === null || until === null ? {} : { previous: { secret: before, until } }),
  };
}
