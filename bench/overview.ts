// `pnpm bench:overview [doors]`: how quick the overview of many doors is, in the relay and in the page. `bench/README.md` keeps what it
// printed.
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import type { PersonView, Session } from "@openlock/api";
import { chromium, type Page } from "@playwright/test";
import { Devices } from "./support/devices.ts";
import { BenchRelay } from "./support/relay.ts";

const DOORS = Number(process.argv[2] ?? 1_000);
const LISTS = 30;
const asRoot = process.getuid?.() === 0;

const dir = await mkdtemp(join(tmpdir(), "openlock-bench-"));
const doors = Array.from({ length: DOORS }, (_, at) => `door-${at}`);
const relay = await BenchRelay.start(dir, doors, "");
const devices = await Devices.connect(relay.url, relay.sessions);
devices.say("locked");
const browser = await chromium.launch({
  ...(process.env.CHROMIUM_PATH
    ? { executablePath: process.env.CHROMIUM_PATH }
    : { executablePath: "/usr/bin/chromium" }),
  args: asRoot ? ["--no-sandbox"] : [],
});
try {
  console.log(
    `${cpus().length} cores, ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${DOORS} doors\n`,
  );
  await list();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await signIn(page);
  await open(page);
  await hear(page);
} finally {
  await browser.close();
  devices.disconnect();
  await relay.stop();
  await rm(dir, { recursive: true, force: true });
}

/** `GET /api/doors`, one after the other. */
async function list(): Promise<void> {
  const times: number[] = [];
  let bytes = 0;
  for (let at = 0; at < LISTS; at++) {
    const began = performance.now();
    const answer = await fetch(`${relay.url}/api/doors`, {
      headers: { authorization: `Bearer ${relay.token}` },
    });
    bytes = (await answer.arrayBuffer()).byteLength;
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(part * (LISTS - 1))]?.toFixed(1);
  console.log(`GET /api/doors: ${(bytes / 1000).toFixed(0)} kB, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`);
}

/** With the session that the bench has: in place of the cookie's. */
async function signIn(page: Page): Promise<void> {
  const answer = await fetch(`${relay.url}/api/me`, { headers: { authorization: `Bearer ${relay.token}` } });
  const me = (await answer.json()) as PersonView;
  const session: Session = { accessToken: relay.token, expiresAt: Date.now() + 600_000, me };
  await page.route("**/api/session/refresh", (route) => route.fulfill({ json: session }));
}

/** From the address to rows, twice: the second time the files are there. */
async function open(page: Page): Promise<void> {
  for (const what of ["first visit", "second visit"]) {
    const began = performance.now();
    await page.goto(`${relay.url}/overview`);
    await page.getByRole("table", { name: "Doors" }).getByRole("link").first().waitFor();
    const shown = performance.now() - began;
    const elements = await page.evaluate("document.querySelectorAll('*').length");
    const rows = await page.getByRole("table", { name: "Doors" }).getByRole("row").count();
    console.log(`${what}: rows after ${shown.toFixed(0)} ms; ${rows} rows, ${elements} elements in the page`);
  }
}

/** Every door says something at once. */
async function hear(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const busy = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
  };
  const before = await busy();
  const began = performance.now();
  devices.say("unlocked");
  await page.getByRole("button", { name: `Unlocked ${DOORS}` }).waitFor();
  const settled = performance.now() - began;
  console.log(
    `${DOORS} doors say that they are unlocked: shown after ${settled.toFixed(0)} ms, of which the page worked ${(1000 * ((await busy()) - before)).toFixed(0)} ms`,
  );
  const one = await busy();
  for (let at = 0; at < 20; at++) {
    devices.say(at % 2 === 0 ? "locked" : "unlocked", doors[0]);
    await page.getByRole("button", { name: `Unlocked ${at % 2 === 0 ? DOORS - 1 : DOORS}` }).waitFor();
  }
  console.log(`one event: the page works ${((1000 * ((await busy()) - one)) / 20).toFixed(1)} ms`);
}
