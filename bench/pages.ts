// `pnpm bench:pages`: how quickly pages are there, as a phone and as a desktop see it, by Lighthouse's figures for the network and the processor
// (its documentation, "Throttling": slow 4G is 1.6 Mbit/s and 150 ms a round trip, with a processor four times slower; desktop 10 Mbit/s, 40 ms).
// Prints a Markdown table; `bench/README.md` keeps one.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { becomeOwner } from "../e2e/support/browser.ts";
import { type Stack, startStack } from "../e2e/support/stack.ts";
import { Wizard } from "../e2e/support/wizard.ts";
import config from "../playwright.config.ts";

const AS = [
  { name: "phone", viewport: { width: 360, height: 760 }, mbits: 1.6, rttMs: 150, slower: 4 },
  { name: "desktop", viewport: { width: 1440, height: 900 }, mbits: 10, rttMs: 40, slower: 1 },
] as const;
const PAGES = ["/sign-in", "/doors", "/doors/front-door", "/history", "/settings", "/doors/new"] as const;
/** What a task may take before people notice that the page does not answer (web.dev, "Total Blocking Time"). */
const LONG_TASK_MS = 50;
const SETTLED_MS = 2_000;

interface Vitals {
  readonly FCP: number;
  readonly LCP: number;
  readonly CLS: number;
  readonly blocked: number;
}

const webVitals = await readFile(
  join(dirname(createRequire(import.meta.url).resolve("web-vitals")), "web-vitals.iife.js"),
  "utf8",
);

const stack = await startStack();
const browser = await chromium.launch(config.use?.launchOptions ?? {});
try {
  const owner = await ownerWithDoor(browser, stack);
  console.log(`\n${cpus().length} cores, ${cpus()[0]?.model.trim()}, Chromium ${browser.version()}\n`);
  console.log("| page | as | first paint s | largest paint s | blocked ms | shift | requests | kB |");
  console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
  for (const path of PAGES) {
    for (const as of AS) console.log(await measure(path, as, path === "/sign-in" ? undefined : owner));
  }
} finally {
  await browser.close();
  await stack.stop();
}

type Session = NonNullable<BrowserContextOptions["storageState"]>;

async function ownerWithDoor(browser: Browser, { relay }: Stack): Promise<() => Promise<Session>> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await becomeOwner(page, relay);
  await new Wizard(page, relay.url).setUp("Front door");
  // A refresh token is good once, so each page takes the newest.
  return async () => {
    await page.goto(`${relay.url}/doors`);
    await page.getByRole("heading", { name: "Doors", exact: true }).waitFor();
    return context.storageState();
  };
}

async function measure(
  path: string,
  { name, viewport, mbits, rttMs, slower }: (typeof AS)[number],
  signIn?: () => Promise<Session>,
): Promise<string> {
  const context = await browser.newContext({
    viewport,
    serviceWorkers: "block",
    ...(signIn ? { storageState: await signIn() } : {}),
  });
  const page = await context.newPage();
  await page.addInitScript(`${webVitals}; globalThis.webVitals = webVitals;`);
  await page.addInitScript(watchVitals, LONG_TASK_MS);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", {
    ...{ offline: false, latency: rttMs },
    ...{ downloadThroughput: (mbits * 1e6) / 8, uploadThroughput: (mbits * 1e6) / 8 },
  });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
  const traffic = { requests: 0, bytes: 0 };
  devtools.on("Network.requestWillBeSent", () => void traffic.requests++);
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => {
    traffic.bytes += encodedDataLength;
  });
  await page.goto(stack.relay.url + path);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  const { FCP, LCP, CLS, blocked } = await settled(page);
  await context.close();
  return `| \`${path}\` | ${name} | ${(FCP / 1000).toFixed(2)} | ${(LCP / 1000).toFixed(2)} | ${Math.round(blocked)} | ${CLS.toFixed(3)} | ${traffic.requests} | ${Math.round(traffic.bytes / 1000)} |`;
}

/** The figures once nothing has changed them for a while. */
async function settled(page: Page): Promise<Vitals> {
  for (let before = ""; ; ) {
    const vitals = (await page.evaluate("globalThis.vitals")) as Vitals;
    const now = JSON.stringify(vitals);
    if (now === before) return vitals;
    before = now;
    await page.waitForTimeout(SETTLED_MS);
  }
}

/** Runs in the page, before its own scripts. */
function watchVitals(longTaskMs: number): void {
  const page = globalThis as unknown as {
    vitals: Record<string, number>;
    webVitals: Record<
      "onFCP" | "onLCP" | "onCLS",
      (each: (metric: { name: string; value: number }) => void, options: object) => void
    >;
  };
  const vitals: Record<string, number> = { FCP: 0, LCP: 0, CLS: 0, blocked: 0 };
  page.vitals = vitals;
  for (const on of [page.webVitals.onFCP, page.webVitals.onLCP, page.webVitals.onCLS]) {
    on(({ name, value }) => (vitals[name] = value), { reportAllChanges: true });
  }
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      vitals.blocked = (vitals.blocked ?? 0) + Math.max(0, duration - longTaskMs);
    }
  }).observe({ type: "longtask", buffered: true });
}
