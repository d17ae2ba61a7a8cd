import fc from "fast-check";
import { expect, test } from "vitest";
import { inputs, openers, PARSERS, sealedInputs, tryParser } from "./fuzz/parsers.ts";

// The long run of a million inputs is `pnpm bench:fuzz`.
test("no parser throws anything but a ProtocolError", async () => {
  const seen = { taken: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.values(PARSERS)), inputs, async (parse, input) => {
      seen[await tryParser(parse, input)]++;
    }),
    { numRuns: 20_000 },
  );
  // Inputs that are all refused at the first check would show nothing.
  expect(seen.taken).toBeGreaterThan(200);
});

test("no opener throws anything but a ProtocolError", async () => {
  const all = Object.values(await openers());
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...all), sealedInputs, async (open, input) => {
      await tryParser(open, input);
    }),
    { numRuns: 1500 },
  );
});
