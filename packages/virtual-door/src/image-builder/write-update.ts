import { writeFileSync } from "node:fs";
import { buildVirtualImage, VIRTUAL_BUILT_AT } from "./virtual-image.ts";

// `npm start`: an application for virtual doors with another version, to try an update over the air with.
const [file, version] = process.argv.slice(2);
const application = buildVirtualImage({ version: version ?? "", builtAt: VIRTUAL_BUILT_AT }).at(-1);
if (!file || !version || !application) throw new Error("usage: write-update FILE VERSION");
writeFileSync(file, application.bytes);
