import type { Transaction } from "kysely";
import type { Schema } from "./schema.ts";

/**
 * What was told to a door's board before is unknown to the one that took its place: it has no owner keys, and has
 * confirmed no revocation, so grants that were taken back and are not over may count at it again.
 */
export async function forgetOldBoard(
  trx: Transaction<Schema>,
  { door, at }: { readonly door: string; readonly at: number },
): Promise<void> {
  await trx.deleteFrom("owner_keys").where("door", "=", door).execute();
  await trx
    .updateTable("grants")
    .set({ revocation_confirmed_at: null, revocation_command: null })
    .where("door", "=", door)
    .where("exp", ">", Math.floor(at / 1000))
    .execute();
}
