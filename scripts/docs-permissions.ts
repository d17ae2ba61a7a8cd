// `pnpm run docs:permissions`: writes the table of who may do what into docs/management-api.md.

import { readFile, writeFile } from "node:fs/promises";
import { DOCUMENT, withPermissions } from "./permission-table.ts";

await writeFile(DOCUMENT, withPermissions(await readFile(DOCUMENT, "utf8")));
