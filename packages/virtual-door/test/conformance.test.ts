import { CHECKS, type Common, prepare, runCheck, sections } from "@openlock/conformance";
import { afterAll, beforeAll, describe, test } from "vitest";
import { VirtualBench } from "./bench.ts";

let bench: VirtualBench;
let common: Common;

beforeAll(async () => {
  bench = await VirtualBench.open();
  common = await prepare(bench);
});

afterAll(() => bench.close());

for (const [section, checks] of sections(CHECKS)) {
  describe(section, () => {
    for (const check of checks) {
      test.concurrent(check.sentence, { timeout: 120_000 }, () => runCheck(common, check));
    }
  });
}
