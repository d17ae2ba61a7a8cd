import type { Kysely } from "kysely";
import type { Database } from "./database.ts";
import type { SettingRecords } from "./records.ts";
import type { Schema } from "./schema.ts";

export function settingRecords({ db, exclusive }: Database): SettingRecords {
  const get = (name: string) => read(db, name);
  return {
    get,
    put: (name, value) => write(db, name, value),
    update: (name, change) =>
      exclusive([`setting:${name}`], async (trx) => write(trx, name, change(await read(trx, name)))),
    async putIfAbsent(name, value) {
      await db
        .insertInto("settings")
        .values({ name, value })
        .onConflict((conflict) => conflict.column("name").doNothing())
        .execute();
      const stored = await get(name);
      if (stored === undefined) throw new Error(`setting ${name} was removed while it was made`);
      return stored;
    },
    async remove(name) {
      await db.deleteFrom("settings").where("name", "=", name).execute();
    },
  };
}

async function read(db: Kysely<Schema>, name: string): Promise<string | undefined> {
  const row = await db.selectFrom("settings").select("value").where("name", "=", name).executeTakeFirst();
  return row?.value;
}

async function write(db: Kysely<Schema>, name: string, value: string): Promise<void> {
  await db
    .insertInto("settings")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}
