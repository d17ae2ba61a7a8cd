import type { Selectable } from "kysely";
import { z } from "zod";
import type { Database } from "./database.ts";
import type { SigningKey, SigningKeyRecords } from "./partners.ts";
import type { Schema } from "./schema.ts";

const EcJwk = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  d: z.string().exactOptional(),
});

export function signingKeyRecords({ db, exclusive }: Database): SigningKeyRecords {
  return {
    async list() {
      const rows = await db
        .selectFrom("signing_keys")
        .selectAll()
        .orderBy("created_at", "desc")
        .orderBy("kid")
        .execute();
      const keys = rows.map(toSigningKey);
      // Of two that were made in one millisecond, the one that still signs comes first.
      return keys.sort((left, right) => Number(isRetired(left)) - Number(isRetired(right)));
    },

    rotate: ({ next, replaces, dropRetiredBefore }) =>
      exclusive(["signing-keys"], async (trx) => {
        const current = await trx
          .selectFrom("signing_keys")
          .selectAll()
          .where("retired_at", "is", null)
          .executeTakeFirst();
        if (current?.kid !== replaces) return false;
        if (current) {
          const { d: _, ...publicPart } = toSigningKey(current).jwk;
          await trx
            .updateTable("signing_keys")
            .set({ jwk: JSON.stringify(publicPart), retired_at: next.createdAt })
            .where("kid", "=", current.kid)
            .execute();
        }
        await trx.deleteFrom("signing_keys").where("retired_at", "<=", dropRetiredBefore).execute();
        await trx
          .insertInto("signing_keys")
          .values({
            kid: next.kid,
            jwk: JSON.stringify(EcJwk.parse(next.jwk)),
            created_at: next.createdAt,
            retired_at: null,
          })
          .execute();
        return true;
      }),
  };
}

function isRetired({ retiredAt }: SigningKey): boolean {
  return retiredAt !== undefined;
}

function toSigningKey(row: Selectable<Schema["signing_keys"]>): SigningKey {
  return {
    kid: row.kid,
    jwk: EcJwk.parse(JSON.parse(row.jwk)),
    createdAt: row.created_at,
    ...(row.retired_at === null ? {} : { retiredAt: row.retired_at }),
  };
}
