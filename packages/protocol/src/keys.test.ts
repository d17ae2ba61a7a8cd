import { calculateJwkThumbprint } from "jose";
import { expect, test } from "vitest";
import { DEVICE_KEY, OTHER_KEY, publicHalf } from "../test/vectors/jwe.ts";
import { ProtocolError } from "./errors.ts";
import { fingerprint, importDeviceKey, RsaPublicJwk, thumbprint } from "./keys.ts";

const key = publicHalf(DEVICE_KEY);

test("a device key is imported for encryption alone", async () => {
  const imported = await importDeviceKey(key);
  expect(imported.type).toBe("public");
  expect(imported.usages).toEqual(["encrypt"]);
  expect(imported.algorithm).toMatchObject({
    name: "RSA-OAEP",
    modulusLength: 2048,
    hash: { name: "SHA-256" },
  });
});

test.each([
  ["a private key", DEVICE_KEY.jwk],
  ["a short modulus", { ...key, n: key.n.slice(0, 200) }],
  ["another exponent", { ...key, e: "Aw" }],
])("%s is unfit", async (_, jwk) => {
  const refusal = await importDeviceKey(jwk as RsaPublicJwk).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ProtocolError);
  expect(refusal).toHaveProperty("code", "unfit-key");
});

test("what does not make the key does not change its thumbprint", async () => {
  const kid = await thumbprint(key);
  const dressed = RsaPublicJwk.parse({ ...key, alg: "RSA-OAEP-256", use: "enc", kid: "other", ext: true });
  expect(dressed).toEqual(key);
  expect(await thumbprint(dressed)).toBe(kid);
});

test("a thumbprint is what jose makes it", async () => {
  for (const jwk of [key, publicHalf(OTHER_KEY)]) {
    expect(await thumbprint(jwk)).toBe(await calculateJwkThumbprint(jwk, "sha256"));
  }
});

test("a fingerprint is the kid in groups of four, and nothing of it is lost", async () => {
  const kid = await thumbprint(key);
  expect(fingerprint(kid)).toMatch(/^(?:[\w-]{4} ){10}[\w-]{3}$/);
  expect(fingerprint(kid).replaceAll(" ", "")).toBe(kid);
  expect(fingerprint("")).toBe("");
});
