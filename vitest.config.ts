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
    // Of tests that say so themselves; those of the conformance suite wait for devices most of the time.
    maxConcurrency: 10,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
