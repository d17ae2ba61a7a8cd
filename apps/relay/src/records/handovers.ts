import type { Database } from "./database.ts";
import type { HandoverRecords } from "./grant-records.ts";
import { parsePublicKey } from "./public-key.ts";

export function handoverRecords({ db }: Database): HandoverRecords {
  return {
    async list(door) {
      const rows = await db
        .selectFrom("handovers")
        .selectAll()
        .where("door", "=", door)
        .orderBy("at", "desc")
        .limit(100)
        .execute();
      return rows.map(({ from_kid, to_kid, jws, public_key, at, signed_by }) => ({
        ...{ from: from_kid, to: to_kid, jws, key: parsePublicKey(public_key), at, by: signed_by },
      }));
    },

    async put(door, { from, to, jws, key, at, by }) {
      const signed = { jws, public_key: JSON.stringify(key), at, signed_by: by };
      await db
        .insertInto("handovers")
        .values({ door, from_kid: from, to_kid: to, ...signed })
        .onConflict((conflict) => conflict.columns(["door", "from_kid", "to_kid"]).doUpdateSet(signed))
        .execute();
    },
  };
}
