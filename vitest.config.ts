import { defineConfig } from "vitest/config";

const conditions = ["@openlock/source"];

// Packages are tested from their sources; only tests that start processes need a build.
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/{src,test}/**/*.test.ts", "apps/*/{src,test}/**/*.test.ts", "e2e/**/*.test.ts"],
    // Its modules import each other without file endings, which Node itself does not take.
    server: { deps: { inline: ["improv-wifi-serial-sdk"] } },
    // Much of their time tests wait, for disks, other processes and devices: two at once fill two cores.
    maxWorkers: 2,
    // Of tests that say so themselves; those of the conformance suite wait for devices most of the time.
    maxConcurrency: 10,
    // Longer than anything takes on a machine that has much else to do: what fails by them hangs.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
