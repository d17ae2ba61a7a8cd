import { beforeAll, expect, test } from "vitest";
import { DEVICE_KEY, privateKeyOf, publicHalf } from "../../test/vectors/jwe.ts";
import { randomBase64url } from "../base64url.ts";
import { ProtocolError } from "../errors.ts";
import { importDeviceKey, thumbprint } from "../keys.ts";
import { parseSealedCommand } from "./header.ts";
import { openCommand } from "./open.ts";
import { type CommandToSeal, sealCommand } from "./seal.ts";

const NOW = 1_800_000_000_999;
let toSeal: CommandToSeal;
let opener: Parameters<typeof openCommand>[1];

beforeAll(async () => {
  const jwk = publicHalf(DEVICE_KEY);
  const kid = await thumbprint(jwk);
  toSeal = {
    ...{ door: "front", key: await importDeviceKey(jwk), kid, boot: randomBase64url(16), now: NOW },
    ...{ command: { command: "unlock", args: { seconds: 7 } }, password: "TEST-ONLY pässword" },
  };
  opener = { door: "front", kid, privateKey: await privateKeyOf(DEVICE_KEY) };
});

test("the device reads what the client sealed, and the relay what it may", async () => {
  const { jwe, jti, reply } = await sealCommand(toSeal);
  const iat = 1_800_000_000;
  expect(parseSealedCommand(jwe).header).toMatchObject({ aud: "front", kid: toSeal.kid, iat, jti });
  expect((await openCommand(jwe, opener)).claims).toEqual({
    ...{ aud: "front", iat, jti, exp: iat + 20, boot: toSeal.boot, command: "unlock", args: { seconds: 7 } },
    ...{ password: "TEST-ONLY pässword", reply },
  });
  expect(jwe).not.toContain(reply);
});

test("no two commands share a jti, a reply key, an IV or a content key", async () => {
  const [a, b] = await Promise.all([sealCommand(toSeal), sealCommand(toSeal)]);
  expect(a.jti).not.toBe(b.jti);
  expect(a.reply).not.toBe(b.reply);
  for (const part of [1, 2, 3, 4]) expect(a.jwe.split(".")[part]).not.toBe(b.jwe.split(".")[part]);
});

test.each([
  ["a life of 61 s", { lifetimeSeconds: 61 }, "invalid"],
  ["no life", { lifetimeSeconds: 0 }, "invalid"],
  ["a door that is none", { door: "Front" }, "invalid"],
  ["a boot nonce that is none", { boot: "short" }, "invalid"],
  ["no time", { now: Number.NaN }, "invalid"],
  ["a time before the epoch", { now: -1 }, "invalid"],
  ["a password longer than any", { password: "x".repeat(257) }, "invalid"],
  [
    "claims above 4 KiB",
    { command: { command: "configure", args: { wifi: "x".repeat(4096) } } },
    "too-large",
  ],
] as const)("%s is not sealed", async (_, change, code) => {
  const refusal = await sealCommand({ ...toSeal, ...(change as object) }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ProtocolError);
  expect(refusal).toHaveProperty("code", code);
});
