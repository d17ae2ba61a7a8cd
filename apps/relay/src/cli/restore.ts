import { BackupError } from "../backup/errors.ts";
import { restoreBackup } from "../backup/restore.ts";
import { readConfig } from "../config/config.ts";
import { onlyArgument } from "./arguments.ts";
import type { Verb } from "./verb.ts";

export const restore: Verb = {
  usage: "DIRECTORY",
  summary: "Puts a backup into an empty OPENLOCK_DATA",
  help: `
DIRECTORY is what “relay backup” made. Nothing is overwritten: where there is a store already, it refuses. Everybody signs in
anew afterwards, and for a minute no command goes through: the relay cannot know what it let through since the backup.
`,
  async run(args) {
    const directory = onlyArgument(args, "directory");
    const config = readConfig(process.env);
    if (config.DATABASE_URL !== undefined) {
      throw new BackupError(
        "DATABASE_URL is set, but a backup by “relay backup” is of SQLite. Unset it, or restore PostgreSQL with pg_restore.",
      );
    }
    const { madeAt } = await restoreBackup(directory, config.OPENLOCK_DATA, Date.now());
    const made = new Date(madeAt).toISOString();
    process.stdout.write(
      `${config.OPENLOCK_DATA} holds the backup of ${made}. What was removed, banned or revoked since then is back, ` +
        "people, API keys, passkeys and websites too: docs/operating.md says what to look over. Then run: relay start\n",
    );
  },
};
