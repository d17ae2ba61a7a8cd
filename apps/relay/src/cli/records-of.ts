import type { Config } from "../config/config.ts";

/** Where a configuration says that the records are. */
export function recordsOf({ OPENLOCK_DATA, DATABASE_URL }: Config) {
  return {
    dataDir: OPENLOCK_DATA,
    ...(DATABASE_URL === undefined ? {} : { databaseUrl: DATABASE_URL }),
  };
}
