import { type Kysely, Migrator } from "kysely";
import type { Dialect } from "./database.ts";
import { first } from "./migrations/0001-first.ts";
import { passkeysAndInvitations } from "./migrations/0003-passkeys-invitations.ts";
import { auditChain } from "./migrations/0004-audit-chain.ts";
import { alerts } from "./migrations/0005-alerts.ts";
import { grants } from "./migrations/0006-grants.ts";
import { rotatedAt } from "./migrations/0008-rotated-at.ts";
import type { Schema } from "./schema.ts";

/** Brings the schema up to date, forward only. Kysely lets one node migrate at a time. */
export async function migrate(db: Kysely<Schema>, dialect: Dialect): Promise<void> {
  const { error } = await migratorOf(db, dialect).migrateToLatest();
  if (error) throw error;
}

/** Rejects where the schema is not the one that this relay works with. */
export async function requireUpToDate(db: Kysely<Schema>, dialect: Dialect): Promise<void> {
  const migrations = await migratorOf(db, dialect).getMigrations();
  if (migrations.every(({ executedAt }) => executedAt !== undefined)) return;
  throw new Error("its schema is older than this relay. Start the relay once, which brings it up to date.");
}

function migratorOf(db: Kysely<Schema>, dialect: Dialect): Migrator {
  const migrations = {
    "0001-first": first(dialect),
    "0003-passkeys-invitations": passkeysAndInvitations,
    "0004-audit-chain": auditChain(dialect),
    "0005-alerts": alerts(dialect),
    "0006-grants": grants(dialect),
    "0008-rotated-at": rotatedAt,
  };
  return new Migrator({ db, provider: { getMigrations: async () => migrations } });
}
