import { randomUUID } from "node:crypto";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Database } from "./database.ts";
import type { Schema } from "./schema.ts";

/** A WebAuthn credential that somebody signs in with. */
export interface Passkey {
  readonly id: string;
  /** As the authenticator knows it, base64url. */
  readonly credentialId: string;
  readonly personId: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  /** Signatures so far, as the authenticator counts; 0 where it does not. */
  readonly counter: number;
  readonly transports: readonly string[];
  /** Whether it may be copied to other devices; stays what it was when it was made. */
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly name: string;
  readonly createdAt: number;
  readonly lastUsedAt?: number;
}

export type NewPasskey = Omit<Passkey, "id" | "lastUsedAt">;

export interface PasskeyRecords {
  /** A challenge that is good once: to make a passkey of somebody's, or, without `personId`, to sign in with one. */
  putChallenge(challenge: {
    readonly challengeHash: string;
    readonly personId?: string;
    readonly now: number;
    readonly expiresAt: number;
  }): Promise<void>;
  /** Uses a challenge up, atomically. @returns whether it was there, for this, and had not expired */
  takeChallenge(attempt: {
    readonly challengeHash: string;
    readonly personId?: string;
    readonly now: number;
  }): Promise<boolean>;
  add(passkey: NewPasskey, max: number): Promise<Passkey | "taken" | "too-many">;
  byCredentialId(credentialId: string): Promise<Passkey | undefined>;
  /** Oldest first. */
  listOf(personId: string): Promise<readonly Passkey[]>;
  rename(personId: string, id: string, name: string): Promise<Passkey | undefined>;
  remove(personId: string, id: string): Promise<Passkey | undefined>;
  /** @returns false where it is gone, or its counter did not grow: then somebody has a copy */
  used(use: {
    readonly id: string;
    readonly counter: number;
    readonly backedUp: boolean;
    readonly at: number;
  }): Promise<boolean>;
}

const Transports = z.array(z.string());

export function passkeyRecords({ db, exclusive }: Database): PasskeyRecords {
  return {
    async putChallenge({ challengeHash, personId, now, expiresAt }) {
      await db
        .insertInto("passkey_challenges")
        .values({ challenge_hash: challengeHash, person_id: personId ?? null, expires_at: expiresAt })
        .execute();
      // Most pages that ask for one never use it.
      await db.deleteFrom("passkey_challenges").where("expires_at", "<=", now).execute();
    },

    async takeChallenge({ challengeHash, personId, now }) {
      const taken = await db
        .deleteFrom("passkey_challenges")
        .where("challenge_hash", "=", challengeHash)
        .where((eb) =>
          personId === undefined ? eb("person_id", "is", null) : eb("person_id", "=", personId),
        )
        .returning("expires_at")
        .executeTakeFirst();
      return taken !== undefined && taken.expires_at > now;
    },

    add: (passkey, max) =>
      exclusive([`passkeys:${passkey.personId}`], async (trx) => {
        const { count } = await trx
          .selectFrom("passkeys")
          .select((eb) => eb.fn.countAll<number>().as("count"))
          .where("person_id", "=", passkey.personId)
          .executeTakeFirstOrThrow();
        if (Number(count) >= max) return "too-many";
        const made: Passkey = { ...passkey, id: randomUUID() };
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto("passkeys")
          .values(toRow(made))
          .onConflict((conflict) => conflict.column("credential_id").doNothing())
          .executeTakeFirst();
        return numInsertedOrUpdatedRows === 1n ? made : "taken";
      }),

    async byCredentialId(credentialId) {
      const row = await db
        .selectFrom("passkeys")
        .selectAll()
        .where("credential_id", "=", credentialId)
        .executeTakeFirst();
      return row && toPasskey(row);
    },

    async listOf(personId) {
      const rows = await db
        .selectFrom("passkeys")
        .selectAll()
        .where("person_id", "=", personId)
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map(toPasskey);
    },

    async rename(personId, id, name) {
      const row = await db
        .updateTable("passkeys")
        .set({ name })
        .where("id", "=", id)
        .where("person_id", "=", personId)
        .returningAll()
        .executeTakeFirst();
      return row && toPasskey(row);
    },

    async remove(personId, id) {
      const row = await db
        .deleteFrom("passkeys")
        .where("id", "=", id)
        .where("person_id", "=", personId)
        .returningAll()
        .executeTakeFirst();
      return row && toPasskey(row);
    },

    async used({ id, counter, backedUp, at }) {
      const { numUpdatedRows } = await db
        .updateTable("passkeys")
        .set({ counter, backed_up: backedUp ? 1 : 0, last_used_at: at })
        .where("id", "=", id)
        // WebAuthn Level 3, 7.2: it grows, or stays 0 for an authenticator that does not count.
        .where((eb) => (counter === 0 ? eb("counter", "=", 0) : eb("counter", "<", counter)))
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

function toRow(passkey: Passkey): Selectable<Schema["passkeys"]> {
  return {
    id: passkey.id,
    credential_id: passkey.credentialId,
    person_id: passkey.personId,
    public_key: passkey.publicKey,
    counter: passkey.counter,
    transports: JSON.stringify(passkey.transports),
    backup_eligible: passkey.backupEligible ? 1 : 0,
    backed_up: passkey.backedUp ? 1 : 0,
    name: passkey.name,
    created_at: passkey.createdAt,
    last_used_at: passkey.lastUsedAt ?? null,
  };
}

function toPasskey(row: Selectable<Schema["passkeys"]>): Passkey {
  return {
    id: row.id,
    credentialId: row.credential_id,
    personId: row.person_id,
    publicKey: row.public_key,
    counter: row.counter,
    transports: Transports.parse(JSON.parse(row.transports)),
    backupEligible: row.backup_eligible === 1,
    backedUp: row.backed_up === 1,
    name: row.name,
    createdAt: row.created_at,
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
  };
}
