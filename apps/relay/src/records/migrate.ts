import { type Kysely, type Migration, Migrator, sql } from "kysely";
import type { Dialect } from "./database.ts";
import { NewerSchemaError } from "./errors.ts";
import { first } from "./migrations/0001-first.ts";
import { websites } from "./migrations/0002-websites.ts";
import { passkeysAndInvitations } from "./migrations/0003-passkeys-invitations.ts";
import { auditChain } from "./migrations/0004-audit-chain.ts";
import { alerts } from "./migrations/0005-alerts.ts";
import { grants } from "./migrations/0006-grants.ts";
import { releases } from "./migrations/0007-releases.ts";
import { rotatedAt } from "./migrations/0008-rotated-at.ts";
import { doorStats } from "./migrations/0009-door-stats.ts";
import { handovers } from "./migrations/0010-handovers.ts";
import { languages } from "./migrations/0011-languages.ts";
import type { Schema } from "./schema.ts";

export interface Migrated {
  /** The migrations that were run now, oldest first. */
  readonly ran: readonly string[];
  readonly newest: string;
}

/** All there are, by name; names sort by age. One that was released never changes. */
export function migrations(dialect: Dialect): Migrations {
  return {
    "0001-first": first(dialect),
    "0002-websites": websites,
    "0003-passkeys-invitations": passkeysAndInvitations,
    "0004-audit-chain": auditChain(dialect),
    "0005-alerts": alerts(dialect),
    "0006-grants": grants(dialect),
    "0007-releases": releases(dialect),
    "0008-rotated-at": rotatedAt,
    "0009-door-stats": doorStats(dialect),
    "0010-handovers": handovers,
    "0011-languages": languages,
  };
}

/**
 * Brings the schema up to date, forward only. Kysely lets one node migrate at a time.
 *
 * @throws {NewerSchemaError} where a newer relay has migrated it
 */
export async function migrate(db: Kysely<Schema>, dialect: Dialect): Promise<Migrated> {
  const known = migrations(dialect);
  await refuseNewer(db, known);
  const { error, results = [] } = await migratorOf(db, known).migrateToLatest();
  if (error) throw error;
  return { ran: results.map(({ migrationName }) => migrationName), newest: newestOf(known) };
}

/**
 * Looks whether the schema is the one that this relay works with, and changes nothing.
 *
 * @throws {NewerSchemaError} where a newer relay has migrated it; an Error where it is older
 */
export async function requireUpToDate(db: Kysely<Schema>, dialect: Dialect): Promise<Migrated> {
  const known = migrations(dialect);
  await refuseNewer(db, known);
  const found = await migratorOf(db, known).getMigrations();
  if (found.some(({ executedAt }) => executedAt === undefined)) {
    throw new Error("its schema is older than this relay. Start the relay once, which brings it up to date.");
  }
  return { ran: [], newest: newestOf(known) };
}

type Migrations = Readonly<Record<string, Migration>>;

function migratorOf(db: Kysely<Schema>, known: Migrations): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => ({ ...known }) } });
}

function newestOf(known: Migrations): string {
  return Object.keys(known).sort().at(-1) ?? "empty";
}

async function refuseNewer(db: Kysely<Schema>, known: Migrations): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === "kysely_migration")) return;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  const unknown = rows.find(({ name }) => !(name in known));
  if (!unknown) return;
  throw new NewerSchemaError(
    `The database was migrated by a newer relay: ${unknown.name} is not known here. Migrations go forward only. ` +
      "Start the newer relay, or restore a backup of before the upgrade.",
  );
}
