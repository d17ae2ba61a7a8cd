import { createHash } from "node:crypto";
import { type ReleaseClaims, signRelease } from "@openlock/protocol";
import { makeReleaseKey, type ReleaseKey } from "@openlock/release";
import { beforeAll, describe, expect, test } from "vitest";
import { checkSigned } from "./signature.ts";

const data = new TextEncoder().encode("an application");
const images = [
  { address: 0x1000, data: new TextEncoder().encode("a bootloader") },
  { address: 0x10000, data },
];
const claims: ReleaseClaims = {
  ...{ version: "1.4.1", chip: "ESP32-C3", size: data.length, iat: 1_800_000_000 },
  sha256: createHash("sha256").update(data).digest("hex"),
};
let owner: ReleaseKey;
let stranger: ReleaseKey;

beforeAll(async () => {
  owner = await makeReleaseKey();
  stranger = await makeReleaseKey();
});

const check = (release: string | undefined, keys = [owner.publicJwk]) =>
  checkSigned(
    { chipFamily: "ESP32-C3", parts: [], ...(release === undefined ? {} : { release }) },
    "1.4.1",
    images,
    keys,
  );

describe("firmware with a signature", () => {
  test("by one of the keys is good", async () => {
    await check(await signRelease(claims, owner), [stranger.publicJwk, owner.publicJwk]);
  });

  test.each<[string, () => Promise<string | undefined>]>([
    ["without one", async () => undefined],
    ["that is none", async () => "a.b.c"],
    ["by a stranger", () => signRelease(claims, stranger)],
    ["by a stranger under the owner's name", () => signRelease(claims, { ...stranger, kid: owner.kid })],
    ["for another image", () => signRelease({ ...claims, sha256: "ab".repeat(32) }, owner)],
    ["for another chip", () => signRelease({ ...claims, chip: "ESP32" }, owner)],
    ["for an older version than it says", () => signRelease({ ...claims, version: "1.0.0" }, owner)],
  ])("%s is refused", async (_, release) => {
    await expect(check(await release())).rejects.toMatchObject({ code: "firmware-not-signed" });
  });
});
