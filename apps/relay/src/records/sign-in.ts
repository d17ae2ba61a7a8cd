import type { Database } from "./database.ts";
import type { SignInRecords } from "./records.ts";

export function signInRecords({ db, exclusive }: Database): SignInRecords {
  return {
    async putCode({ email, codeHash, expiresAt }) {
      const code = { code_hash: codeHash, expires_at: expiresAt, tries: 0 };
      await db
        .insertInto("sign_in_codes")
        .values({ email, ...code })
        .onConflict((conflict) => conflict.column("email").doUpdateSet(code))
        .execute();
    },

    takeCode: ({ email, codeHash, now, maxTries }) =>
      exclusive(`sign-in-code:${email}`, async (trx) => {
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

    startFamily: ({ id, personId, tokenHash, userAgent, createdAt, expiresAt }) =>
      db.transaction().execute(async (trx) => {
        await trx
          .insertInto("families")
          .values({
            id,
            person_id: personId,
            user_agent: userAgent,
            created_at: createdAt,
            expires_at: expiresAt,
          })
          .execute();
        await trx
          .insertInto("refresh_tokens")
          .values({ token_hash: tokenHash, family_id: id, rotated: 0 })
          .execute();
        await trx.deleteFrom("families").where("expires_at", "<=", createdAt).execute();
      }),

    rotate: ({ tokenHash, nextHash, now, expiresAt }) =>
      exclusive("families", async (trx) => {
        const held = await trx
          .selectFrom("refresh_tokens")
          .innerJoin("families", "families.id", "refresh_tokens.family_id")
          .select(["refresh_tokens.rotated", "families.id as familyId", "families.person_id as personId"])
          .where("refresh_tokens.token_hash", "=", tokenHash)
          .where("families.expires_at", ">", now)
          .executeTakeFirst();
        if (!held) return { outcome: "unknown" };
        const { familyId, personId } = held;
        if (held.rotated === 1) {
          await trx.deleteFrom("families").where("id", "=", familyId).execute();
          return { outcome: "reused", personId, familyId };
        }
        await trx
          .updateTable("refresh_tokens")
          .set({ rotated: 1 })
          .where("token_hash", "=", tokenHash)
          .execute();
        await trx
          .insertInto("refresh_tokens")
          .values({ token_hash: nextHash, family_id: familyId, rotated: 0 })
          .execute();
        await trx.updateTable("families").set({ expires_at: expiresAt }).where("id", "=", familyId).execute();
        return { outcome: "rotated", personId, familyId };
      }),

    async endFamily(familyId) {
      await db.deleteFrom("families").where("id", "=", familyId).execute();
    },

    async endFamiliesOf(personId) {
      await db.deleteFrom("families").where("person_id", "=", personId).execute();
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
