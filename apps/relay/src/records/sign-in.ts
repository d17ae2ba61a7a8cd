import type { Database } from "./database.ts";
import type { SignInRecords } from "./records.ts";

const codeOf = (email: string) => `sign-in-code:${email}`;
const DAY_MS = 24 * 3600_000;

export function signInRecords({ db, exclusive }: Database): SignInRecords {
  return {
    async putCode({ email, codeHash, expiresAt }) {
      await exclusive([codeOf(email)], async (trx) => {
        const code = { code_hash: codeHash, expires_at: expiresAt, tries: 0 };
        await trx
          .insertInto("sign_in_codes")
          .values({ email, ...code })
          .onConflict((conflict) => conflict.column("email").doUpdateSet(code))
          .execute();
      });
      // Addresses that nobody has get codes too, which nobody takes: they must not pile up. Apart from the change
      // above, so that two of them never wait for each other's rows.
      await db
        .deleteFrom("sign_in_codes")
        .where("expires_at", "<", expiresAt - DAY_MS)
        .execute();
    },

    takeCode: ({ email, codeHash, now, maxTries }) =>
      exclusive([codeOf(email)], async (trx) => {
        const code = await trx
          .selectFrom("sign_in_codes")
          .selectAll()
          .where("email", "=", email)
          .executeTakeFirst();
        if (!code) return "none";
        const drop = () => trx.deleteFrom("sign_in_codes").where("email", "=", email).execute();
        if (code.expires_at <= now) {
          await drop();
          return "expired";
        }
        // Hashes of a keyed function: comparing them tells nothing of the code.
        if (code.code_hash === codeHash) {
          await drop();
          return "accepted";
        }
        const tries = code.tries + 1;
        if (tries >= maxTries) {
          await drop();
          return "exhausted";
        }
        await trx.updateTable("sign_in_codes").set({ tries }).where("email", "=", email).execute();
        return "wrong";
      }),

    startFamily: ({ id, personId, websiteId, tokenHash, userAgent, ip, createdAt, expiresAt }) =>
      exclusive(["start-family"], async (trx) => {
        await trx
          .insertInto("families")
          .values({
            id,
            person_id: personId,
            user_agent: userAgent,
            ip,
            created_at: createdAt,
            last_used_at: createdAt,
            expires_at: expiresAt,
            website_id: websiteId ?? null,
          })
          .execute();
        await trx
          .insertInto("refresh_tokens")
          .values({ token_hash: tokenHash, family_id: id, rotated: 0, rotated_at: null })
          .execute();
        await trx.deleteFrom("families").where("expires_at", "<=", createdAt).execute();
      }),

    rotate: ({ tokenHash, websiteId, nextHash, now, expiresAt, by }) =>
      db.transaction().execute(async (trx) => {
        // First, for it locks the family's row: whatever else rotates in it or ends it waits, and then sees this.
        const family = await trx
          .updateTable("families")
          .set({
            expires_at: expiresAt,
            ...(by === undefined ? {} : { last_used_at: now, user_agent: by.userAgent, ip: by.ip }),
          })
          .where("id", "=", (eb) =>
            eb.selectFrom("refresh_tokens").select("family_id").where("token_hash", "=", tokenHash),
          )
          .where("expires_at", ">", now)
          .where((eb) =>
            websiteId === undefined ? eb("website_id", "is", null) : eb("website_id", "=", websiteId),
          )
          .returning(["id", "person_id"])
          .executeTakeFirst();
        if (!family) return { outcome: "unknown" };
        const { id: familyId, person_id: personId } = family;
        const { numUpdatedRows } = await trx
          .updateTable("refresh_tokens")
          .set({ rotated: 1, rotated_at: now })
          .where("token_hash", "=", tokenHash)
          .where("rotated", "=", 0)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) {
          const same = await trx
            .selectFrom("refresh_tokens")
            .select("token_hash")
            .where("token_hash", "=", nextHash)
            .where("family_id", "=", familyId)
            .executeTakeFirst();
          if (same) return { outcome: "rotated", personId, familyId };
          await trx.deleteFrom("families").where("id", "=", familyId).execute();
          return { outcome: "reused", personId, familyId };
        }
        await trx
          .insertInto("refresh_tokens")
          .values({ token_hash: nextHash, family_id: familyId, rotated: 0, rotated_at: null })
          .execute();
        // Whoever holds one that is older has not used it for longer than one is good for: no theft to find out.
        await trx
          .deleteFrom("refresh_tokens")
          .where("family_id", "=", familyId)
          .where("rotated_at", "<=", now - (expiresAt - now))
          .execute();
        return { outcome: "rotated", personId, familyId };
      }),

    async endFamily(familyId) {
      await db.deleteFrom("families").where("id", "=", familyId).execute();
    },

    async endFamiliesOf(personId) {
      await db.deleteFrom("families").where("person_id", "=", personId).execute();
    },

    async familiesOf(personId, now) {
      const rows = await db
        .selectFrom("families")
        .selectAll()
        .where("person_id", "=", personId)
        .where("expires_at", ">", now)
        .orderBy("last_used_at", "desc")
        .orderBy("id")
        .execute();
      return rows.map((row) => ({
        id: row.id,
        userAgent: row.user_agent,
        createdAt: row.created_at,
        lastUsedAt: row.last_used_at,
        ...(row.ip === null ? {} : { ip: row.ip }),
      }));
    },

    async familyStands(familyId, now) {
      const family = await db
        .selectFrom("families")
        .select("id")
        .where("id", "=", familyId)
        .where("expires_at", ">", now)
        .executeTakeFirst();
      return family !== undefined;
    },
  };
}
