import { CHECKS, type Common, missingParts, prepare, runCheck, sections } from "@openlock/conformance";
import { afterAll, beforeAll, describe, test } from "vitest";
import { VirtualBench } from "./bench.ts";

const bench = new VirtualBench();
let common: Common;

beforeAll(async () => {
  common = await prepare(bench);
});

afterAll(() => bench.close());

for (const [section, checks] of sections(CHECKS)) {
  describe(section, () => {
    for (const check of checks) {
      test.concurrent(check.sentence, { timeout: 120_000 }, (context) => {
        const missing = missingParts(common, check);
        if (missing.length > 0) context.skip(`not run: it needs ${missing.join(", ")}`);
        return runCheck(common, check);
      });
    }
  });
}
