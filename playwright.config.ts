import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const system = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "e2e",
  // What ends in .test.ts needs no browser and runs with the other tests.
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/e2e",
  // Each test has a relay, virtual doors and ports of its own, and waits half of its time: two at once fill two cores.
  workers: 2,
  retries: 0,
  // For machines that have much else to do, too.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    viewport: { width: 1280, height: 860 },
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      ...(existsSync(system) ? { executablePath: system } : {}),
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        ...(asRoot ? ["--no-sandbox"] : []),
      ],
    },
  },
});
