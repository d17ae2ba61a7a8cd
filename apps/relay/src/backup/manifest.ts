import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

/** The store itself. */
export const STORE = "openlock.sqlite";
/** What devices trust. The server's own certificate is made anew by it. */
export const AUTHORITY = ["tls/ca.pem", "tls/ca-key.pem"] as const;
export const MANIFEST = "backup.json";

/** What a backup's `backup.json` says of it. */
export const Manifest = z.strictObject({
  version: z.literal(1),
  /** Milliseconds since the epoch. */
  madeAt: z.int(),
  /** SHA-256 in hex of each file. */
  files: z.partialRecord(z.enum([STORE, ...AUTHORITY]), z.string().regex(/^[0-9a-f]{64}$/)),
});
export type Manifest = z.infer<typeof Manifest>;
export type BackupFile = keyof Manifest["files"];

export async function sha256File(dir: string, name: BackupFile): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(join(dir, name)), hash);
  return hash.digest("hex");
}
