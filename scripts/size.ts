// Weighs the built dashboard as a browser loads it (gzip), and fails where a page has grown beyond its bound: `npx pnpm run size`.
import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const KB = 1000;
/** What staff load until their doors show. */
const INITIAL_LIMIT = 150 * KB;
/** Any page with everything that it loads by itself. */
const ROUTE_LIMIT = 300 * KB;
/** Only loaded when somebody flashes a board. */
const FLASHING = /esptool|esp-web-tools|install-dialog|packages\/provisioning/;

interface Chunk {
  readonly file: string;
  readonly name?: string;
  readonly src?: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

const web = new URL("../apps/dashboard/dist/web/", import.meta.url);
const manifestFile = new URL(".vite/manifest.json", web);
if (!existsSync(manifestFile)) {
  console.error("The dashboard is not built yet. Run `npx pnpm run build` first.");
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Record<string, Chunk>;

/** Keys of a chunk and of all that it imports. */
function closure(key: string, seen = new Set<string>()): Set<string> {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const other of manifest[key]?.imports ?? []) closure(other, seen);
  return seen;
}

const weights = new Map<string, number>();
function weight(keys: Iterable<string>): number {
  let sum = 0;
  for (const file of new Set([...keys].map((key) => manifest[key]?.file ?? ""))) {
    if (!file.endsWith(".js")) continue;
    const known = weights.get(file) ?? gzipSync(readFileSync(new URL(file, web)), { level: 9 }).length;
    weights.set(file, known);
    sum += known;
  }
  return sum;
}

const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
if (entry === undefined) throw new Error("the manifest names no entry");
const initial = closure(entry);
const failures: string[] = [];
check("initial", weight(initial), INITIAL_LIMIT);
for (const key of initial) {
  const from = manifest[key]?.src ?? key;
  if (FLASHING.test(from)) failures.push(`${from} is loaded before anybody flashes a board`);
}
for (const [key, { src, dynamicImports }] of Object.entries(manifest)) {
  const page = src && /\/(\w+Page)\.tsx$/.exec(src)?.[1];
  if (page) check(page, weight(new Set([...initial, ...closure(key)])), ROUTE_LIMIT);
  for (const step of dynamicImports ?? []) {
    const name = /\/(\w+Step)\.tsx$/.exec(step)?.[1];
    if (name) check(name, weight(new Set([...initial, ...closure(key), ...closure(step)])), ROUTE_LIMIT);
  }
}

function check(what: string, bytes: number, limit: number): void {
  console.log(`${what.padEnd(20)} ${(bytes / KB).toFixed(1).padStart(6)} kB of ${limit / KB}`);
  if (bytes > limit) failures.push(`${what} weighs ${(bytes / KB).toFixed(1)} kB, more than ${limit / KB}`);
}

for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exit(1);
