import { DoorScope } from "@openlock/api";
import type { Transaction } from "kysely";
import { scopeColumns, toScope } from "./people.ts";
import type { DoorMoveOutcome } from "./records.ts";
import type { Schema } from "./schema.ts";

/** Has the device of one door expected as another too, which is new, by the same key; whoever may use the one may use the other. */
export async function moveDoor(
  trx: Transaction<Schema>,
  { from, to, at }: { readonly from: string; readonly to: string; readonly at: number },
): Promise<DoorMoveOutcome> {
  const door = await trx.selectFrom("doors").selectAll().where("id", "=", from).executeTakeFirst();
  if (!door) return { outcome: "no-door" };
  if (door.kid === null) return { outcome: "no-device" };
  const open = await trx
    .selectFrom("grants")
    .select("jti")
    .where("door", "=", to)
    .where("exp", ">", Math.floor(at / 1000))
    .where("revocation_confirmed_at", "is", null)
    .executeTakeFirst();
  if (open) return { outcome: "grants-out" };
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("doors")
    .values({ id: to, name: door.name, created_at: at, kid: door.kid, device: door.device })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return { outcome: "taken" };
  await trx
    .insertInto("owner_keys")
    .columns(["door", "kid", "public_key", "name", "at"])
    .expression((eb) =>
      eb
        .selectFrom("owner_keys")
        .select((own) => [own.val(to).as("door"), "kid", "public_key", "name", "at"])
        .where("door", "=", from),
    )
    .onConflict((conflict) => conflict.columns(["door", "kid"]).doNothing())
    .execute();
  return { outcome: "moved", people: await widenScopes(trx, from, to) };
}

/** @returns the people whose doors are others now */
async function widenScopes(trx: Transaction<Schema>, from: string, to: string): Promise<readonly string[]> {
  const wider = (doors: DoorScope): DoorScope | undefined =>
    doors.all || !doors.ids.includes(from)
      ? undefined
      : { all: false, ids: [...new Set([...doors.ids, to])] };
  const people: string[] = [];
  for (const row of await trx.selectFrom("people").selectAll().where("all_doors", "=", 0).execute()) {
    const doors = wider(toScope(row));
    if (!doors) continue;
    await trx.updateTable("people").set(scopeColumns(doors)).where("id", "=", row.id).execute();
    people.push(row.id);
  }
  for (const table of ["api_keys", "webhooks"] as const) {
    for (const { id, doors: text } of await trx.selectFrom(table).select(["id", "doors"]).execute()) {
      const doors = wider(DoorScope.parse(JSON.parse(text)));
      if (doors)
        await trx
          .updateTable(table)
          .set({ doors: JSON.stringify(doors) })
          .where("id", "=", id)
          .execute();
    }
  }
  for (const { person_id, doors: text } of await trx
    .selectFrom("alert_subscriptions")
    .selectAll()
    .execute()) {
    const doors = wider(DoorScope.parse(JSON.parse(text)));
    if (!doors) continue;
    await trx
      .updateTable("alert_subscriptions")
      .set({ doors: JSON.stringify(doors) })
      .where("person_id", "=", person_id)
      .execute();
  }
  return people;
}
