// What `npm start` gives to try an update over the air with: a release key of this machine, and a newer virtual image.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.mjs";

/** Newer than what virtual doors are flashed with. */
const VERSION = "0.2.0";

/** @returns the key, and the image with its manifest beside it */
export async function makeDemoUpdate(data) {
  const key = join(data, "demo-release-key.jwk");
  const dir = join(data, "demo-update");
  const image = join(dir, `esplock-virtual-${VERSION}.bin`);
  const release = (...args) => run(process.execPath, ["packages/release/dist/main.js", ...args]);
  mkdirSync(dir, { recursive: true });
  if (!existsSync(key)) await release("make-key", key);
  await run(process.execPath, [
    "packages/virtual-door/dist/image-builder/write-update.js",
    ...[image, VERSION],
  ]);
  await release("sign", image, "--key", key);
  return { key, image };
}
