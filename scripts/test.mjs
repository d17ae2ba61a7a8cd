// `npm test`: installs what the tests need, then checks and tests everything. `npm test -- --no-install` skips the first.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fail, heading, install, pnpm, requireNode, root, run } from "./run.mjs";

requireNode();
const reports = join(root, "test-results");
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

if (!process.argv.includes("--no-install")) {
  heading("Installing");
  await installSystemPackages();
  await step("install", install);
}
heading("Building");
await step("build", () => pnpm("run", "build"));

// Everything runs even where something fails, so that one run tells all there is to mend.
const failures = [];
await check("lint and format", () => pnpm("run", "lint"));
await check("types of the tests", () => pnpm("exec", "tsc", "-p", "tsconfig.tests.json"));
// First the firmware: tests start the door that it builds.
await check("firmware", () => run("node", ["scripts/firmware.mjs"]));
await check("weight of the pages", () => pnpm("run", "size"));
await check("unit and contract tests", () =>
  pnpm(
    "exec",
    "vitest",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${join(reports, "unit.json")}`,
  ),
);
await check("end-to-end tests", () => pnpm("exec", "playwright", "test"));

const unit = report("unit.json");
const e2e = report("e2e.json");
const passed = (unit?.numPassedTests ?? 0) + (e2e?.stats.expected ?? 0);
const failed = (unit?.numFailedTests ?? 0) + (e2e ? e2e.stats.unexpected + e2e.stats.flaky : 0);
const skipped = (unit?.numPendingTests ?? 0) + (e2e?.stats.skipped ?? 0);
if (failures.length > 0) console.log(`\nFailed: ${failures.join(", ")}`);
console.log(`\n${passed} passed, ${Math.max(failed, failures.length)} failed, ${skipped} skipped`);
process.exit(failures.length > 0 ? 1 : 0);

async function step(name, work) {
  try {
    await work();
  } catch (error) {
    fail(`${name}: ${error.message}`);
  }
}

async function check(name, work) {
  heading(name);
  try {
    await work();
  } catch (error) {
    failures.push(name);
    console.error(`${name}: ${error.message}`);
  }
}

function report(name) {
  const file = join(reports, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** Real servers and a real browser: what is missing is installed where this may be done, else named. */
async function installSystemPackages() {
  const missing = [];
  if (!onPath("redis-server")) missing.push("redis-server");
  if (!onPath("postgres") && !existsSync("/usr/lib/postgresql")) missing.push("postgresql");
  if (!onPath("chromium") && !process.env.CHROMIUM_PATH) missing.push("chromium");
  missing.push(...missingForFirmware());
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !onPath("apt-get")) {
    fail(`The tests need ${missing.join(", ")}. Install them, then run npm test again.`);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await step("apt-get update", () => run("apt-get", ["update", "-qq"], { env }));
  await step("apt-get install", () =>
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], { env }),
  );
}

/** Compilers, and the libraries that the firmware's host build and its tests use. */
function missingForFirmware() {
  const missing = [];
  if (!onPath("cmake")) missing.push("cmake");
  if (!onPath("make")) missing.push("make");
  if (!onPath("g++")) missing.push("g++");
  if (!onPath("clang++-14")) missing.push("clang-14");
  if (!existsSync("/usr/lib/llvm-14/lib/clang/14.0.6/lib/linux")) missing.push("libclang-rt-14-dev");
  if (!existsSync("/usr/include/mbedtls/ssl.h")) missing.push("libmbedtls-dev");
  if (!existsSync("/usr/include/doctest/doctest.h")) missing.push("doctest-dev");
  if (!existsSync("/usr/include/nlohmann/json.hpp")) missing.push("nlohmann-json3-dev");
  return missing;
}

function onPath(command) {
  return spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;
}
