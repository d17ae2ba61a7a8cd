import { sql } from "kysely";
import { alertRecords } from "./alerts.ts";
import { apiKeyRecords } from "./api-keys.ts";
import { auditRecords } from "./audit.ts";
import { auditChainRecords } from "./audit-chain.ts";
import { type DatabasePlace, openDatabase } from "./database.ts";
import { deliveryRecords } from "./deliveries.ts";
import { doorStatRecords } from "./door-stats.ts";
import { doorRecords } from "./doors.ts";
import { guarded } from "./errors.ts";
import { grantRequestRecords } from "./grant-requests.ts";
import { grantRecords } from "./grants.ts";
import { handoverRecords } from "./handovers.ts";
import { invitationRecords } from "./invitations.ts";
import type { Migrated } from "./migrate.ts";
import { ownerKeyRecords } from "./owner-keys.ts";
import { passkeyRecords } from "./passkeys.ts";
import { peopleRecords } from "./people.ts";
import type { Records } from "./records.ts";
import { releaseRecords } from "./releases.ts";
import { rolloutRecords } from "./rollouts.ts";
import { settingRecords } from "./settings.ts";
import { signInRecords } from "./sign-in.ts";
import { signingKeyRecords } from "./signing-keys.ts";
import { webhookRecords } from "./webhooks.ts";
import { websiteRecords } from "./websites.ts";

/**
 * Opens the records: PostgreSQL where `databaseUrl` is given, else SQLite in `dataDir`; brings the schema up to date.
 *
 * @throws {RecordsError | NewerSchemaError}
 */
export async function openRecords(where: DatabasePlace): Promise<Records> {
  const database = await openDatabase(where);
  return guarded<Records>({
    people: guarded(peopleRecords(database)),
    signIn: guarded(signInRecords(database)),
    passkeys: guarded(passkeyRecords(database)),
    invitations: guarded(invitationRecords(database)),
    doors: guarded(doorRecords(database)),
    doorStats: guarded(doorStatRecords(database)),
    grantRequests: guarded(grantRequestRecords(database)),
    grants: guarded(grantRecords(database)),
    ownerKeys: guarded(ownerKeyRecords(database)),
    handovers: guarded(handoverRecords(database)),
    releases: guarded(releaseRecords(database)),
    rollouts: guarded(rolloutRecords(database)),
    audit: guarded(auditRecords(database)),
    auditChain: guarded(auditChainRecords(database)),
    settings: guarded(settingRecords(database)),
    websites: guarded(websiteRecords(database)),
    apiKeys: guarded(apiKeyRecords(database)),
    signingKeys: guarded(signingKeyRecords(database)),
    alerts: guarded(alertRecords(database)),
    webhooks: guarded(webhookRecords(database)),
    deliveries: guarded(deliveryRecords(database)),
    ping: async () => {
      await sql`select 1`.execute(database.db);
    },
    close: () => database.close(),
  });
}

/**
 * Brings the schema up to date, and no more.
 *
 * @throws {RecordsError | NewerSchemaError}
 */
export async function migrateRecords(where: DatabasePlace): Promise<Migrated> {
  const { migrated, close } = await openDatabase(where);
  await close();
  return migrated;
}
