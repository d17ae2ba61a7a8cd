import type { Database } from "./database.ts";
import type { SettingRecords } from "./records.ts";

export function settingRecords({ db }: Database): SettingRecords {
  const get = async (name: string) => {
    const row = await db.selectFrom("settings").select("value").where("name", "=", name).executeTakeFirst();
    return row?.value;
  };
  return {
    get,
    async put(name, value) {
      await db
        .insertInto("settings")
        .values({ name, value })
        .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
        .execute();
    },
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
