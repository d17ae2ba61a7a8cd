import { type Kysely, Migrator } from "kysely";
import type { Dialect } from "./database.ts";
import { first } from "./migrations/0001-first.ts";
import { websites } from "./migrations/0002-websites.ts";
import { passkeysAndInvitations } from "./migrations/0003-passkeys-invitations.ts";
import { alerts } from "./migrations/0005-alerts.ts";
import { grants } from "./migrations/0006-grants.ts";
import { rotatedAt } from "./migrations/0008-rotated-at.ts";
import type { Schema } from "./schema.ts";

/** Brings the schema up to date, forward only. Kysely lets one node migrate at a time. */
export async function migrate(db: Kysely<Schema>, dialect: Dialect): Promise<void> {
  const migrations = {
    "0001-first": first(dialect),
    "0002-websites": websites,
    "0003-passkeys-invitations": passkeysAndInvitations,
    "0005-alerts": alerts(dialect),
    "0006-grants": grants(dialect),
    "0008-rotated-at": rotatedAt,
  };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
