import { makeBackup } from "../backup/backup.ts";
import { BackupError } from "../backup/errors.ts";
import { readConfig } from "../config/config.ts";
import { onlyArgument } from "./arguments.ts";
import type { Verb } from "./verb.ts";

export const backup: Verb = {
  usage: "DIRECTORY",
  summary: "Copies the SQLite store and the certificate authority, while the relay runs",
  help: `
DIRECTORY is made; it must not be there yet. It holds secrets (the relay's keys, its authority's key): only this user may
read it. Run it as the relay's user, with the same OPENLOCK_DATA. PostgreSQL has pg_dump: docs/operating.md.
`,
  async run(args) {
    const directory = onlyArgument(args, "directory");
    const config = readConfig(process.env);
    if (config.DATABASE_URL !== undefined) {
      throw new BackupError(
        "The records are in PostgreSQL (DATABASE_URL): back them up with pg_dump, and OPENLOCK_DATA/tls with your files. " +
          "docs/operating.md has the words.",
      );
    }
    const { files, bytes } = await makeBackup(config.OPENLOCK_DATA, directory, Date.now());
    process.stdout.write(
      `${directory} holds ${files.join(", ")} (${bytes} bytes), checked. Keep it secret.\n`,
    );
  },
};
