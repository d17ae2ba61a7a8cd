import { mkdirSync, writeFileSync } from "node:fs";
import { VIRTUAL_RELEASE, virtualReleaseFiles } from "./release-files.ts";

// `pnpm --filter @openlock/virtual-door run images`: writes the release that is committed.
mkdirSync(VIRTUAL_RELEASE, { recursive: true });
for (const [file, bytes] of virtualReleaseFiles()) {
  writeFileSync(new URL(file, VIRTUAL_RELEASE), bytes);
  console.log(`${file}: ${bytes.length} bytes`);
}
