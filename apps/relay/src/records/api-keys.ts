import { randomUUID } from "node:crypto";
import { DoorScope } from "@openlock/api";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Database } from "./database.ts";
import type { ApiKey, ApiKeyRecords } from "./partners.ts";
import type { Schema } from "./schema.ts";

const Uses = z.array(z.enum(["key", "commands", "status"]));

export function apiKeyRecords({ db }: Database): ApiKeyRecords {
  const where = async (column: "id" | "key_hash", value: string) => {
    const row = await db.selectFrom("api_keys").selectAll().where(column, "=", value).executeTakeFirst();
    return row && toApiKey(row);
  };
  return {
    async create({ hash, ...key }) {
      const made: ApiKey = { id: randomUUID(), ...key };
      await db
        .insertInto("api_keys")
        .values({
          id: made.id,
          name: key.name,
          key_hash: hash,
          doors: JSON.stringify(key.doors),
          uses: JSON.stringify(key.uses),
          created_at: key.createdAt,
          expires_at: key.expiresAt ?? null,
          last_used_at: null,
        })
        .execute();
      return made;
    },

    byHash: (hash) => where("key_hash", hash),
    byId: (id) => where("id", id),

    async list() {
      const rows = await db.selectFrom("api_keys").selectAll().orderBy("created_at").orderBy("id").execute();
      return rows.map(toApiKey);
    },

    async used(id, at) {
      await db
        .updateTable("api_keys")
        .set({ last_used_at: at })
        .where("id", "=", id)
        .where((eb) => eb.or([eb("last_used_at", "is", null), eb("last_used_at", "<", at)]))
        .execute();
    },

    async remove(id) {
      const { numDeletedRows } = await db.deleteFrom("api_keys").where("id", "=", id).executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}

function toApiKey(row: Selectable<Schema["api_keys"]>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    doors: DoorScope.parse(JSON.parse(row.doors)),
    uses: Uses.parse(JSON.parse(row.uses)),
    createdAt: row.created_at,
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
  };
}
