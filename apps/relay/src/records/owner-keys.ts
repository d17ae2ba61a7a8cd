import type { Database } from "./database.ts";
import type { OwnerKeyRecords } from "./grant-records.ts";
import { parsePublicKey } from "./public-key.ts";

export function ownerKeyRecords({ db }: Database): OwnerKeyRecords {
  return {
    async list(door) {
      const rows = await db
        .selectFrom("owner_keys")
        .selectAll()
        .where("door", "=", door)
        .orderBy("at")
        .orderBy("kid")
        .execute();
      return rows.map(({ kid, public_key, name, at }) => ({
        kid,
        key: parsePublicKey(public_key),
        name,
        at,
      }));
    },

    async doorsOf(kid) {
      const rows = await db.selectFrom("owner_keys").select("door").where("kid", "=", kid).execute();
      return rows.map(({ door }) => door).toSorted();
    },

    async put(door, { kid, key, name, at }) {
      await db
        .insertInto("owner_keys")
        .values({ door, kid, public_key: JSON.stringify(key), name, at })
        .onConflict((conflict) => conflict.columns(["door", "kid"]).doUpdateSet({ name }))
        .execute();
    },

    async remove(door, kid) {
      const { numDeletedRows } = await db
        .deleteFrom("owner_keys")
        .where("door", "=", door)
        .where("kid", "=", kid)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}
