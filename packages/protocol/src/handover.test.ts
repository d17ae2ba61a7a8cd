import { expect, test } from "vitest";
import type { EcPublicJwk } from "./index.ts";
import {
  encodeBase64url,
  ProtocolError,
  parseGrant,
  parseHandover,
  signHandover,
  thumbprint,
  verifyJws,
} from "./index.ts";

async function owner() {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
    "verify",
  ]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const publicKey: EcPublicJwk = { kty: "EC", crv: "P-256", x, y };
  return { privateKey: pair.privateKey, publicKey, kid: await thumbprint(publicKey) };
}

const kid = (seed: number) => encodeBase64url(new Uint8Array(32).fill(seed));
const CLAIMS = { aud: "front", from: kid(1), to: kid(2), iat: 1_800_000_000 };

test("a handover says what was signed, and by whom", async () => {
  const olga = await owner();
  const handover = parseHandover(await signHandover(CLAIMS, olga));
  expect(handover.kid).toBe(olga.kid);
  expect(handover.payload).toEqual(CLAIMS);
  await verifyJws(handover, olga.publicKey);
});

test("one that somebody else signed under an owner's name is not theirs", async () => {
  const [olga, mallory] = [await owner(), await owner()];
  const forged = parseHandover(await signHandover(CLAIMS, { ...mallory, kid: olga.kid }));
  await expect(verifyJws(forged, olga.publicKey)).rejects.toMatchObject({ code: "bad-signature" });
  await expect(verifyJws(forged, mallory.publicKey)).rejects.toMatchObject({ code: "wrong-key" });
});

test("a claim that was changed on the way breaks the signature", async () => {
  const olga = await owner();
  const [head = "", , signature = ""] = (await signHandover(CLAIMS, olga)).split(".");
  const claims = encodeBase64url(new TextEncoder().encode(JSON.stringify({ ...CLAIMS, to: kid(3) })));
  const changed = parseHandover(`${head}.${claims}.${signature}`);
  await expect(verifyJws(changed, olga.publicKey)).rejects.toMatchObject({ code: "bad-signature" });
});

test.each([
  ["to the key that it is from", { ...CLAIMS, to: CLAIMS.from }],
  ["for no door", { ...CLAIMS, aud: "" }],
  ["with what is no thumbprint", { ...CLAIMS, to: "short" }],
  ["with a member more", { ...CLAIMS, exp: 1 }],
])("none is made %s", async (_, claims) => {
  await expect(signHandover(claims, await owner())).rejects.toThrow(ProtocolError);
});

test("it is no grant, and a grant's reader does not take it for one", async () => {
  const text = await signHandover(CLAIMS, await owner());
  expect(() => parseGrant(text)).toThrow(ProtocolError);
});
