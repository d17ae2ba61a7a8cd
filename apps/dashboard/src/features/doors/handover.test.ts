import type { HandoverView } from "@openlock/api";
import { createKey, type OwnKey } from "@openlock/client/grants";
import { encodeBase64url, signHandover } from "@openlock/protocol";
import { beforeAll, expect, test } from "vitest";
import { vouchedFor } from "./handover.ts";

const kid = (seed: number) => encodeBase64url(new Uint8Array(32).fill(seed));
const [FIRST, SECOND, THIRD] = [kid(1), kid(2), kid(3)];

let olga: OwnKey;
let mallory: OwnKey;
beforeAll(async () => {
  [olga, mallory] = [await createKey(), await createKey()];
});

async function handover(from: string, to: string, by: OwnKey = olga, aud = "front"): Promise<HandoverView> {
  const statement = await signHandover({ aud, from, to, iat: 1_800_000_000 }, by);
  return { statement, key: by.publicKey, at: 1, by: "Olga" };
}

const check = (offered: string, trusted: readonly OwnKey[] = [olga]) => ({
  ...{ doorId: "front", pinned: FIRST, offered },
  trusted: new Set(trusted.map((key) => key.kid)),
});

test("an owner whom the door has proven vouches for its new key", async () => {
  const signed = await handover(FIRST, SECOND);
  expect(await vouchedFor([signed], check(SECOND))).toBe(signed);
});

test("over several boards each step is signed", async () => {
  const [one, two] = [await handover(FIRST, SECOND), await handover(SECOND, THIRD)];
  expect(await vouchedFor([two, one], check(THIRD))).toBe(two);
  expect(await vouchedFor([two], check(THIRD))).toBeUndefined();
});

test("none of these makes a key trusted", async () => {
  const forged = { ...(await handover(FIRST, SECOND, mallory)), key: olga.publicKey };
  const renamed = await handover(FIRST, SECOND, { ...mallory, kid: olga.kid });
  for (const [what, handovers, offered] of [
    ["nobody signed", [], SECOND],
    ["somebody else signed", [await handover(FIRST, SECOND, mallory)], SECOND],
    ["somebody else's with an owner's key beside it", [forged], SECOND],
    ["somebody else's under an owner's name", [renamed], SECOND],
    [
      "somebody else's under an owner's name, with their own key",
      [{ ...renamed, key: mallory.publicKey }],
      SECOND,
    ],
    ["for another door", [await handover(FIRST, SECOND, olga, "vault")], SECOND],
    ["for another key", [await handover(FIRST, THIRD)], SECOND],
    ["from another key", [await handover(THIRD, SECOND)], SECOND],
    ["in a circle", [await handover(SECOND, THIRD), await handover(THIRD, SECOND)], SECOND],
    ["no handover at all", [{ ...forged, statement: "a.b.c" }], SECOND],
  ] as const) {
    expect(await vouchedFor(handovers, check(offered)), what).toBeUndefined();
  }
  expect(await vouchedFor([await handover(FIRST, SECOND)], check(SECOND, []))).toBeUndefined();
});
