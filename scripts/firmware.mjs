// `npm run firmware`: checks the types of the layer for real chips, builds the firmware for this machine, runs its unit tests,
// and lets every fuzzer run for a moment.
// `npm run firmware -- --fuzz-seconds 3600` for long; `--no-fuzz` builds and tests alone.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { fail, heading, root, run } from "./run.mjs";

const { values } = parseArgs({
  options: {
    "fuzz-seconds": { type: "string", default: "3" },
    "no-fuzz": { type: "boolean", default: false },
  },
});
const seconds = Number(values["fuzz-seconds"]);
if (!Number.isSafeInteger(seconds) || seconds < 1) fail("--fuzz-seconds wants a whole number");

const source = join(root, "apps", "firmware");
const jobs = String(cpus().length);

try {
  heading("Types of the firmware for chips");
  await typecheck();
  heading("Firmware for this machine, sanitizers on");
  const host = await build("host", ["-DESPLOCK_SANITIZE=ON"]);
  heading("Its unit tests");
  await run(join(host, "test", "unit", "esplock-tests"), []);
  if (!values["no-fuzz"]) await fuzz();
} catch (error) {
  fail(error.message.slice(-4000));
}

/**
 * The compiler of this machine, with the language as on a chip, against declarations of what ESP-IDF and its mbedTLS have:
 * docs/device.md says what that finds and what not.
 */
async function typecheck() {
  const check = (defines, files) =>
    run(
      "g++",
      [
        ...["-std=gnu++17", "-fsyntax-only", "-fno-exceptions", "-fno-rtti", "-Wall", "-Wextra", "-Werror"],
        ...["-I", "typecheck/include", "-I", "core", "-I", "esp32"],
        ...defines,
        ...files,
      ],
      { cwd: source },
    );
  const layer = sources("esp32");
  const version = `-DESPLOCK_VERSION="${readFileSync(join(source, "version.txt"), "utf8").trim()}"`;
  const chips = ["ESP32", "ESP32C3", "ESP32S3"];
  await Promise.all([
    check([], sources("core")),
    ...chips.map((chip) => check([`-DCONFIG_IDF_TARGET_${chip}=1`, version], layer)),
  ]);
  console.log(`${layer.length} files of the layer for ${chips.join(", ")}, and the core`);
}

function sources(folder) {
  return readdirSync(join(source, folder), { recursive: true })
    .filter((name) => name.endsWith(".cpp"))
    .map((name) => join(folder, name));
}

/** @returns the folder that was built in */
async function build(name, options, env = {}) {
  const folder = join(source, "build", name);
  await run("cmake", ["-S", source, "-B", folder, ...options], {
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  await run("cmake", ["--build", folder, "-j", jobs]);
  return folder;
}

async function fuzz() {
  heading(`Fuzzers, ${seconds} s each`);
  const folder = await build("fuzz", ["-DESPLOCK_FUZZ=ON"], { CXX: "clang++-14" });
  const corpora = join(folder, "corpus");
  writeSeeds(corpora);
  const programs = join(folder, "test", "fuzz");
  const targets = readdirSync(programs)
    .filter((name) => name.startsWith("fuzz-"))
    .map((name) => name.slice("fuzz-".length));
  // Each is one thread.
  await Promise.all(cpus().map(() => runNext()));

  async function runNext() {
    const target = targets.shift();
    if (!target) return;
    const args = [
      `-max_total_time=${seconds}`,
      "-max_len=20000",
      "-timeout=5",
      `-artifact_prefix=${folder}/`,
    ];
    // What it says on its way matters only where it finds something: then it is in the error.
    const program = join(programs, `fuzz-${target}`);
    const { stderr } = await promisify(execFile)(program, [join(corpora, target), ...args], {
      maxBuffer: 64 * 1024 * 1024,
    });
    console.log(`${target}: ${stderr.match(/Done (\d+) runs/)?.[1] ?? "all"} inputs, nothing found`);
    await runNext();
  }
}

/** What the vectors hold is where each fuzzer begins. */
function writeSeeds(corpora) {
  const cases = (name) =>
    JSON.parse(readFileSync(join(root, "packages", "protocol", "vectors", `${name}.json`), "utf8")).cases;
  const texts = (name, member) => cases(name).flatMap((each) => each[member] ?? []);
  const objects = (name, member) =>
    cases(name).flatMap((each) => (each[member] ? JSON.stringify(each[member]) : []));
  const head = "HTTP/1.1 200 OK\r\n";
  const seeds = {
    base64url: texts("base64url", "text"),
    json: [...texts("strict-json", "text"), ...texts("frames", "text")],
    jwe: texts("commands", "jwe"),
    claims: [...objects("commands", "claims"), ...objects("command-arguments", "args")],
    frames: texts("frames", "text"),
    settings: objects("settings", "settings"),
    serial: [
      ...texts("serial", "line").map((line) => `\u001f${line}\n`),
      "\u0001IMPROV\u0001\u0003\u0006\u0001\u0004\u0001a\u0001b\u00f1",
    ],
    grant: [...texts("grants", "jws"), ...texts("time-zones", "tz").map(String)],
    schedule: objects("schedules", "schedule"),
    release: [...texts("releases", "jws"), ...texts("versions", "a")],
    improv: ["\u0001\u0004\u0001a\u0001b", "\u0004\u0000"],
    http: [
      `\u0007${head}Content-Length: 2\r\n\r\n{}`,
      `\u0003${head}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
      `\u0009${head}\r\nuntil the end`,
      "\u0004HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-3/9\r\nContent-Length: 2\r\n\r\n{}",
    ],
    // A header, and one segment of eight bytes.
    image: [`\u00e9\u0001\u0002 ${"\0".repeat(19)}\u0001${"\0".repeat(4)}\u0008${"\0".repeat(27)}`],
    websocket: [
      "\u0005\u0081\u0002{}",
      "\u0002\u0001\u0001{\u0089\u0000\u0080\u0001}\u0088\u0002\u0003\u00e8",
    ],
  };
  for (const [name, inputs] of Object.entries(seeds)) {
    const folder = join(corpora, name);
    mkdirSync(folder, { recursive: true });
    for (const input of inputs) {
      const bytes = Buffer.from(input, name === "json" || name === "settings" ? "utf8" : "latin1");
      writeFileSync(join(folder, createHash("sha256").update(bytes).digest("hex").slice(0, 16)), bytes);
    }
  }
}
