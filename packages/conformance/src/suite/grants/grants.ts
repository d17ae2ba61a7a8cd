import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { BOUNDS, type EcPublicJwk, type SigningKey, thumbprint } from "@openlock/protocol";
import { grantTo, makeSigner } from "../../command/signer.ts";
import { section } from "../check.ts";
import { readVectors } from "../vectors.ts";
import { DAY, granted, own } from "./owners.ts";

const { check, checks } = section("9. Grants");
export const grantChecks = checks;

check("a grant opens for its person, and for nobody else", {}, async (rig) => {
  const { owner, person, grant } = await granted(rig);
  await rig.expectDone("unlock", {}, { by: person, grant: grant.text });
  await rig.expectError("not-granted", "unlock", {}, { by: person });
  await rig.expectError("not-granted", "unlock", {}, { by: await makeSigner(), grant: grant.text });
  const thief = await makeSigner();
  await rig.expectError(
    "not-granted",
    "unlock",
    {},
    { by: { ...thief, kid: person.kid }, grant: grant.text },
  );
  await rig.expectError("not-granted", "unlock", {}, { by: owner, grant: grant.text });
});

check("an owner's `kid` with another signature", {}, async (rig) => {
  const owner = await own(rig);
  const { privateKey } = await makeSigner();
  await rig.expectError("not-granted", "unlock", {}, { by: { privateKey, kid: owner.kid } });
});

check("a grant that a stranger signed, or its own person", {}, async (rig) => {
  const owner = await own(rig);
  const person = await makeSigner();
  const now = rig.client.nowSeconds();
  const stranger = await makeSigner();
  for (const signer of [stranger, person, { ...stranger, kid: owner.kid }] satisfies SigningKey[]) {
    const { text } = await grantTo(person, signer, now);
    await rig.expectError("not-granted", "unlock", {}, { by: person, grant: text });
  }
});

check("a grant for another door", {}, async (rig) => {
  const { person, grant } = await granted(rig, { aud: "back" });
  await rig.expectError("not-granted", "unlock", {}, { by: person, grant: grant.text });
});

check(
  "a command that the grant does not list; `configure`, `revoke` and `restart` never are",
  {},
  async (rig) => {
    const { person, grant } = await granted(rig, { commands: ["status"] });
    const by = { by: person, grant: grant.text };
    await rig.expectDone("status", {}, by);
    await rig.expectError("not-granted", "unlock", {}, by);
    await rig.expectError("not-granted", "configure", { relockSeconds: 9 }, by);
    await rig.expectError("not-granted", "restart", {}, by);
    await rig.expectError(
      "not-granted",
      "revoke",
      { jti: grant.jti, until: rig.client.nowSeconds() + DAY },
      by,
    );
  },
);

check("`nbf ≤ now < exp`: a grant that is not yet, and one that is over", {}, async (rig) => {
  const owner = await own(rig);
  const person = await makeSigner();
  const now = rig.client.nowSeconds();
  for (const life of [
    { nbf: now + 30, exp: now + DAY },
    { nbf: now - DAY, exp: now - 2 },
  ]) {
    const { text } = await grantTo(person, owner, now, life);
    await rig.expectError("not-granted", "unlock", {}, { by: person, grant: text });
  }
});

check(
  "a grant ends while the door is online, by the device's own clock",
  { needs: ["time"] },
  async (rig) => {
    const now = rig.client.nowSeconds();
    const { person, grant } = await granted(rig, { nbf: now - 10, exp: now + 30 });
    const by = { by: person, grant: grant.text };
    await rig.expectDone("lock", {}, by);
    await rig.pass(32_000);
    await rig.expectError("not-granted", "lock", {}, by);
  },
);

check("an expired grant, and a relay that lies about the time after it", { needs: ["time"] }, async (rig) => {
  const now = rig.client.nowSeconds();
  const { person, grant } = await granted(rig, { nbf: now - 10, exp: now + 20 });
  await rig.pass(30_000);
  rig.relay.offsetMs -= 30_000;
  const opened = rig.nextSession();
  rig.session.cut();
  await rig.comeBack(opened);
  const { error } = await rig.command("unlock", {}, { by: person, grant: grant.text });
  assert(error === "not-granted" || error === "stale", String(error));
});

check("the door does not stay open beyond `exp`: `seconds` and `until`", {}, async (rig) => {
  const now = rig.client.nowSeconds();
  const { person, grant } = await granted(rig, { commands: ["unlock", "hold"], exp: now + 100 });
  const by = { by: person, grant: grant.text };
  await rig.expectError("not-granted", "unlock", { seconds: 110 }, by);
  await rig.expectDone("unlock", { seconds: 20 }, by);
  await rig.expectError("not-granted", "hold", { until: now + 101 }, by);
  await rig.expectDone("hold", { until: now + 100 }, by);
  await rig.expectError("invalid-arguments", "unlock", { seconds: "20" }, by);
});

check("a grant's signature is checked anew where it is not the same grant", {}, async (rig) => {
  const { person, grant } = await granted(rig);
  await rig.expectDone("lock", {}, { by: person, grant: grant.text });
  const [header, payload, signature] = grant.text.split(".");
  const claims = JSON.parse(Buffer.from(payload ?? "", "base64url").toString());
  const later = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 60 })).toString("base64url");
  const forged = `${header}.${later}.${signature}`;
  await rig.expectError("not-granted", "lock", {}, { by: person, grant: forged });
});

interface GrantVectors {
  readonly ownerKeys: readonly EcPublicJwk[];
  readonly cases: readonly { readonly name: string; readonly jws: string; readonly error?: string }[];
}

/** A moment at which the vectors' grants count. */
const VECTORS_NOW = 1_800_000_060;

check(
  "the grants of the vectors: those that no owner signed, or that are none, are `not-granted`",
  { from: "blank" },
  async (rig) => {
    rig.relay.offsetMs = VECTORS_NOW * 1000 - Date.now();
    await rig.setUp();
    const { ownerKeys, cases } = readVectors<GrantVectors>("grants");
    await rig.expectDone("configure", { ownerKeys });
    const { person } = readVectors<{ person: EcPublicJwk & { d: string } }>("test-only-signing-keys");
    const algorithm = { name: "ECDSA", namedCurve: "P-256" };
    const privateKey = await webcrypto.subtle.importKey("jwk", { ...person }, algorithm, false, ["sign"]);
    const by = { privateKey, kid: await thumbprint(person) };
    await rig.expectDone("unlock", {}, { by, grant: cases[0]?.jws ?? "" });
    for (const { name, jws, error } of cases) {
      // The claims have the grant as a text of 1 to 2048 characters.
      if (error === undefined || jws === "" || jws.length > BOUNDS.grantBytes) continue;
      await rig.expectError("not-granted", "unlock", {}, { by, grant: jws }).catch((cause: Error) => {
        throw new Error(`${name}: ${cause.message}`, { cause });
      });
    }
  },
);
