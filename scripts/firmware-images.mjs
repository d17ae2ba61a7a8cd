// `npm run firmware-images -- --key KEY`: builds the firmware for every chip with PlatformIO, signs it, and writes what the
// wizard flashes to `firmware-images/`. `--chip esp32c3` for one of them, `--minimum VERSION` as for `openlock-release pack`.

import { join } from "node:path";
import { parseArgs } from "node:util";
import { fail, heading, install, pnpm, root, run } from "./run.mjs";

const CHIPS = ["esp32", "esp32c3", "esp32s3"];

const { values } = parseArgs({
  options: {
    key: { type: "string" },
    chip: { type: "string", multiple: true, default: CHIPS },
    minimum: { type: "string" },
  },
});
if (!values.key) fail("--key is missing: the file of your release key (firmware-images/README.md).");
const unknown = values.chip.find((chip) => !CHIPS.includes(chip));
if (unknown) fail(`“${unknown}” is none of ${CHIPS.join(", ")}.`);

const firmware = join(root, "apps", "firmware");

try {
  await run("pio", ["--version"]);
} catch (error) {
  if (error.code !== "ENOENT") throw error;
  fail(
    "PlatformIO is not here: install it (https://platformio.org/install/cli), so that `pio` is found, and run this again.",
  );
}

try {
  for (const chip of values.chip) {
    heading(`Firmware for ${chip}`);
    await run("pio", ["run", "-d", firmware, "-e", chip]);
  }
  heading("The release");
  await install();
  await pnpm("exec", "tsc", "-b", "packages/release");
  const builds = values.chip.map((chip) => join(firmware, ".pio", "build", chip));
  await run("node", [
    join(root, "packages", "release", "dist", "main.js"),
    ...["pack", ...builds, "--key", values.key, "--out", join(root, "firmware-images"), "--name", "esplock"],
    ...(values.minimum ? ["--minimum", values.minimum] : []),
  ]);
} catch (error) {
  fail(error.message);
}
