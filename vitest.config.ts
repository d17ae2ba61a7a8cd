import { defineConfig } from "vitest/config";

const conditions = ["@openlock/source"];
/** Devices that live in real time, ten at once: beside other work they would seem slow, where they are only waiting. */
const devices = ["apps/firmware/test/conformance.test.ts", "packages/virtual-door/test/conformance.test.ts"];
/** Much of their time tests wait, for disks, timers and other processes: three at once fill two cores. */
const beside = { maxWorkers: 3, sequence: { groupOrder: 1 } };

// Packages are tested from their sources; only tests that start processes need a build.
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // Longer than anything takes on a machine that has much else to do: what fails by them hangs.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // Its modules import each other without file endings, which Node itself does not take.
    server: { deps: { inline: ["improv-wifi-serial-sdk"] } },
    projects: [
      {
        extends: true,
        test: {
          name: "devices",
          include: devices,
          // Of tests that say so themselves; they wait for devices most of the time.
          maxConcurrency: 10,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "relay",
          include: ["apps/relay/{src,test}/**/*.test.ts"],
          // Its modules keep no state, and to load them anew for every file took as long as a third of its tests.
          isolate: false,
          ...beside,
        },
      },
      {
        extends: true,
        test: {
          name: "all others",
          include: [
            "packages/*/{src,test}/**/*.test.ts",
            "apps/*/{src,test}/**/*.test.ts",
            "e2e/**/*.test.ts",
          ],
          exclude: ["**/node_modules/**", "apps/relay/**", ...devices],
          ...beside,
        },
      },
    ],
  },
});
