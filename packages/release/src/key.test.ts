import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { makeReleaseKey, readPublicJwk, readReleaseKey, writeReleaseKey } from "./key.ts";

const PASSPHRASE = "twelve or more letters";

describe("a release key", () => {
  test.each([undefined, PASSPHRASE])("comes back from its file; passphrase: %s", async (passphrase) => {
    const key = await makeReleaseKey();
    const text = await writeReleaseKey(key, passphrase);
    const again = await readReleaseKey(text, passphrase);
    expect(again.publicJwk).toEqual(key.publicJwk);
    expect(again.kid).toBe(key.kid);
  });

  test("is not in an encrypted file, which opens with its passphrase only", async () => {
    const key = await makeReleaseKey();
    const text = await writeReleaseKey(key, PASSPHRASE);
    expect(text).not.toContain(key.publicJwk.x);
    await expect(readReleaseKey(text)).rejects.toMatchObject({ code: "passphrase" });
    await expect(readReleaseKey(text, "another passphrase")).rejects.toMatchObject({ code: "passphrase" });
    await expect(writeReleaseKey(key, "short")).rejects.toMatchObject({ code: "passphrase" });
  });

  test("may be one that OpenSSL made", async () => {
    const pem = (curve: string) =>
      String(
        generateKeyPairSync("ec", { namedCurve: curve }).privateKey.export({ type: "pkcs8", format: "pem" }),
      );
    expect((await readReleaseKey(pem("prime256v1"))).publicJwk.crv).toBe("P-256");
    await expect(readReleaseKey(pem("secp384r1"))).rejects.toMatchObject({ code: "bad-key" });
  });

  test("nothing else is one; the public half shows no private member", async () => {
    const key = await makeReleaseKey();
    const publicText = JSON.stringify(key.publicJwk);
    for (const text of ["", "{", "no key", "a.b.c.d.e", publicText]) {
      const code = text === "a.b.c.d.e" ? "passphrase" : "bad-key";
      await expect(readReleaseKey(text, PASSPHRASE)).rejects.toMatchObject({ code });
    }
    expect(readPublicJwk(await writeReleaseKey(key))).toEqual(key.publicJwk);
    expect(() => readPublicJwk('{"kty":"RSA"}')).toThrow(expect.objectContaining({ code: "bad-key" }));
  });
});
