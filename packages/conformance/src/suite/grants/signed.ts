import assert from "node:assert/strict";
import { KeyObject, randomBytes, sign } from "node:crypto";
import { signWith } from "@openlock/protocol";
import { section } from "../check.ts";
import type { Rig } from "../rig.ts";
import { own } from "./owners.ts";

const { check, checks } = section("9. Signed commands");
export const signedChecks = checks;

check(
  "`boot`, `iat`, `exp` and `jti` count for a signed command as for any, with the same errors",
  {},
  async (rig) => {
    const by = await own(rig);
    const now = rig.client.nowSeconds();
    await rig.expectError("stale", "unlock", {}, { by, claims: { iat: now - 70, exp: now - 10 } });
    await rig.expectError("rebooted", "unlock", {}, { by, claims: { boot: "AAAAAAAAAAAAAAAAAAAAAA" } });
    const sealed = await rig.client.seal("lock", {}, { by });
    await rig.opened(sealed);
    assert.equal((await rig.opened(sealed)).error, "replayed");
  },
);

/** Claims that would open, for a check to sign as it likes. */
function claimsFor({ client }: Rig) {
  const { doorId, boot } = client.door;
  const iat = client.nowSeconds();
  const reply = randomBytes(32).toString("base64url");
  const jti = randomBytes(16).toString("base64url");
  return { aud: doorId, iat, jti, exp: iat + 20, boot, command: "unlock", reply };
}

/** Sealed as a signed command, it is answered by 400 and nothing sealed. */
async function expectNoSigned(
  rig: Rig,
  what: string,
  { iat, jti }: { readonly iat: number; readonly jti: string },
  plaintext: string,
): Promise<void> {
  const forging = { header: { cty: "JWT" }, plaintext, claims: { jti, iat } };
  await rig.expectUnopened(await rig.client.seal("unlock", {}, forging)).catch((cause: Error) => {
    throw new Error(`${what}: ${cause.message}`, { cause });
  });
}

check(
  "the plaintext is such a JWS and its claims those of the header: otherwise 400, nothing sealed",
  {},
  async (rig) => {
    const by = await own(rig);
    const now = rig.client.nowSeconds();
    const cases: [string, Record<string, unknown>][] = [
      ["a password beside the signature", { password: rig.client.password }],
      ["another door inside", { aud: "back" }],
      ["another time inside", { iat: now - 1 }],
      ["an unknown claim", { admin: true }],
      ["exp 61 s after iat", { exp: now + 61 }],
      ["an empty grant", { grant: "" }],
      ["a grant that is no text", { grant: {} }],
    ];
    for (const [what, change] of cases) {
      const claims = { ...claimsFor(rig), iat: now };
      await expectNoSigned(rig, what, claims, await signWith(by)({ ...claims, ...change } as never));
    }
    await rig.expectDone("unlock", {}, { by });
  },
);

check("`alg` is ES256: none, HS256 and a signature as DER are 400 with nothing sealed", {}, async (rig) => {
  const by = await own(rig);
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = (alg: string) => encode({ alg, typ: "openlock-signed+jwt", kid: by.kid });
  for (const alg of ["none", "HS256", "ES384"]) {
    const claims = claimsFor(rig);
    const [, payload, signature] = (await signWith(by)(claims as never)).split(".");
    await expectNoSigned(rig, alg, claims, `${head(alg)}.${payload}.${alg === "none" ? "" : signature}`);
  }
  const claims = claimsFor(rig);
  const signed = `${head("ES256")}.${encode(claims)}`;
  const key = { key: KeyObject.from(by.privateKey), dsaEncoding: "der" } as const;
  const der = sign("sha256", Buffer.from(signed), key).toString("base64url");
  await expectNoSigned(rig, "DER", claims, `${signed}.${der}`);
});
