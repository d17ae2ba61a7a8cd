import { CompactEncrypt, decodeProtectedHeader } from "jose";
import { beforeAll, expect, test } from "vitest";
import { type BackupJwk, unwrapKey, wrapKey } from "./key-backup.ts";

const PASSPHRASE = "correct horse battery staple";
let key: BackupJwk;
let file: string;
beforeAll(async () => {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
  const { x = "", y = "", d = "" } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  key = { kty: "EC", crv: "P-256", x, y, d };
  file = await wrapKey(key, PASSPHRASE);
});

test("what was wrapped is opened by its passphrase, however an ü is typed", async () => {
  expect(await unwrapKey(`${file}\n`, PASSPHRASE)).toEqual(key);
  const composed = await wrapKey(key, "zwölf Schlüssel");
  expect(await unwrapKey(composed, "zwo\u0308lf Schlu\u0308ssel")).toEqual(key);
});

test("the file says how slowly it can be tried, and nothing of the key", () => {
  const { p2s, ...header } = decodeProtectedHeader(file);
  expect(header).toEqual({ alg: "PBES2-HS512+A256KW", enc: "A256GCM", cty: "jwk+json", p2c: 600_000 });
  expect(Buffer.from(String(p2s), "base64url").length).toBeGreaterThanOrEqual(16);
  for (const secret of [key.d, key.x]) expect(file).not.toContain(secret);
});

test("another passphrase, another file, a changed one: none opens", async () => {
  const failure = (text: string, passphrase = PASSPHRASE) =>
    unwrapKey(text, passphrase).then(
      () => "opened",
      (error) => error.code,
    );
  expect(await failure(file, "correct horse battery stapl3")).toBe("undecryptable");
  expect(await failure(file.slice(0, -4))).toBe("undecryptable");
  expect(await failure("hello")).toBe("undecryptable");
  expect(await failure("A".repeat(5000))).toBe("too-large");
  await expect(wrapKey(key, "short")).rejects.toMatchObject({ code: "invalid" });
});

test("a file that would keep the browser busy for hours, or brings its key in another way, is refused at once", async () => {
  const [head = "", ...rest] = file.split(".");
  const header = JSON.parse(Buffer.from(head, "base64url").toString());
  const slow = Buffer.from(JSON.stringify({ ...header, p2c: 2_000_000_000 })).toString("base64url");
  await expect(unwrapKey([slow, ...rest].join("."), PASSPHRASE)).rejects.toMatchObject({
    code: "undecryptable",
  });
  const direct = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(key)))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .encrypt(new TextEncoder().encode(PASSPHRASE.padEnd(32).slice(0, 32)));
  await expect(unwrapKey(direct, PASSPHRASE)).rejects.toMatchObject({ code: "undecryptable" });
});

test("what a passphrase opens is still a key, or refused", async () => {
  const wrapped = (value: object) =>
    new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
      .setProtectedHeader({ alg: "PBES2-HS512+A256KW", enc: "A256GCM" })
      .setKeyManagementParameters({ p2c: 1000 })
      .encrypt(new TextEncoder().encode(PASSPHRASE));
  for (const value of [{}, { ...key, d: undefined }, { ...key, x: key.y }, { ...key, more: 1 }]) {
    await expect(unwrapKey(await wrapped(value), PASSPHRASE)).rejects.toMatchObject({ code: "invalid" });
  }
});
