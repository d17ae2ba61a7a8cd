import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { CHARACTERS, countBits, flipNthBit, replaceCharacter } from "../../test/changes.ts";
import { DEVICE_KEY, privateKeyOf, publicHalf } from "../../test/vectors/jwe.ts";
import { randomBase64url } from "../base64url.ts";
import { ProtocolError } from "../errors.ts";
import { importDeviceKey, thumbprint } from "../keys.ts";
import { openCommand } from "./open.ts";
import { sealCommand } from "./seal.ts";

// Every bit and every character is `pnpm bench:fuzz`; here a part of them, drawn anew at each run.
describe("no accepted command survives a change", () => {
  let opener: Parameters<typeof openCommand>[1];
  let jwe: string;

  beforeAll(async () => {
    const jwk = publicHalf(DEVICE_KEY);
    const kid = await thumbprint(jwk);
    opener = { door: "front", kid, privateKey: await privateKeyOf(DEVICE_KEY) };
    const key = await importDeviceKey(jwk);
    const boot = randomBase64url(16);
    const command = { command: "unlock", args: { seconds: 5 } } as const;
    ({ jwe } = await sealCommand({ door: "front", key, kid, boot, command, password: "TEST-ONLY password" }));
    await openCommand(jwe, opener);
  });

  const isRefused = async (changed: string): Promise<void> => {
    await expect(openCommand(changed, opener)).rejects.toBeInstanceOf(ProtocolError);
  };

  test("of a single bit", async () => {
    const bits = countBits(jwe);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bits - 1 }), (bit) => isRefused(flipNthBit(jwe, bit))),
      { numRuns: 300 },
    );
  });

  test("of a single character", async () => {
    const change = fc.tuple(fc.nat({ max: jwe.length - 1 }), fc.constantFrom(...CHARACTERS));
    await fc.assert(
      fc.asyncProperty(change, async ([at, character]) => {
        if (jwe[at] !== character) await isRefused(replaceCharacter(jwe, at, character));
      }),
      { numRuns: 300 },
    );
  });

  test("of a character taken away or added", async () => {
    const change = fc.tuple(fc.nat({ max: jwe.length }), fc.constantFrom(...CHARACTERS));
    await fc.assert(
      fc.asyncProperty(change, async ([at, character]) => {
        await isRefused(jwe.slice(0, at) + character + jwe.slice(at));
        if (at < jwe.length) await isRefused(replaceCharacter(jwe, at, ""));
      }),
      { numRuns: 150 },
    );
  });

  test("of parts swapped with another command's", async () => {
    const jwk = publicHalf(DEVICE_KEY);
    const { jwe: other } = await sealCommand({
      ...{ door: "front", key: await importDeviceKey(jwk), kid: opener.kid, boot: randomBase64url(16) },
      ...{ command: { command: "lock", args: {} }, password: "TEST-ONLY password" },
    });
    for (let which = 1; which < 31; which++) {
      const theirs = other.split(".");
      const mixed = jwe.split(".").map((part, at) => (which & (1 << at) ? theirs[at] : part));
      await isRefused(mixed.join("."));
    }
  });
});
