import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHARACTERS, countBits, flipNthBit, replaceCharacter } from "../../test/changes.ts";
import { randomBase64url } from "../base64url.ts";
import { ProtocolError } from "../errors.ts";
import type { ResultClaims } from "./claims.ts";
import { openResult } from "./open.ts";
import { sealResult } from "./seal.ts";

const jti = randomBase64url(16);
const reply = randomBase64url(32);
const claims: ResultClaims = {
  sub: jti,
  iat: 1_800_000_000,
  code: 200,
  state: { lock: "unlocked", mode: "normal" },
};

test("the client reads what the device sealed", async () => {
  expect(await openResult(await sealResult(reply, claims), { jti, reply })).toEqual(claims);
});

test.each([
  ["a reply key of 31 bytes", randomBase64url(31), claims],
  ["a reply key that is no base64url", "?", claims],
  ["200 with an error", reply, { ...claims, error: "failed" as const }],
])("%s is not sealed with", async (_, key, content) => {
  await expect(sealResult(key, content)).rejects.toBeInstanceOf(ProtocolError);
});

describe("a result is believed only whole", () => {
  const isRefused = async (jwe: string): Promise<void> => {
    await expect(openResult(jwe, { jti, reply })).rejects.toBeInstanceOf(ProtocolError);
  };

  test("every single bit counts", async () => {
    const jwe = await sealResult(reply, claims);
    for (let bit = 0; bit < countBits(jwe); bit++) await isRefused(flipNthBit(jwe, bit));
  });

  test("every character counts", async () => {
    const jwe = await sealResult(reply, claims);
    const change = fc.tuple(fc.nat({ max: jwe.length - 1 }), fc.constantFrom(...CHARACTERS));
    await fc.assert(
      fc.asyncProperty(change, async ([at, character]) => {
        if (jwe[at] !== character) await isRefused(replaceCharacter(jwe, at, character));
      }),
      { numRuns: 1000 },
    );
  });

  test("a command's own reply key seals no other command's answer", async () => {
    const swapped = await sealResult(reply, { ...claims, sub: randomBase64url(16) });
    await expect(openResult(swapped, { jti, reply })).rejects.toMatchObject({ code: "wrong-command" });
  });

  test("a reply key that is too short opens nothing", async () => {
    const jwe = await sealResult(reply, claims);
    await expect(openResult(jwe, { jti, reply: randomBase64url(16) })).rejects.toBeInstanceOf(ProtocolError);
  });
});
