import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import {
  BOUNDS,
  type EcPublicJwk,
  type GrantClaims,
  type ScheduleEntry,
  type SigningKey,
  signWith,
  thumbprint,
} from "@openlock/protocol";
import { grantTo, makeSigner, type Signer } from "../command/signer.ts";
import { section } from "./check.ts";
import type { Rig } from "./rig.ts";
import { readVectors } from "./vectors.ts";

const { check, checks } = section("9. Grants");
export const grantChecks = checks;

const DAY = 86_400;

/** Gives the device an owner key. */
async function own(rig: Rig): Promise<Signer> {
  const owner = await makeSigner();
  await rig.expectDone("configure", { ownerKeys: [owner.jwk] });
  return owner;
}

/** An owner, and a person with a grant. */
async function granted(rig: Rig, change: Partial<GrantClaims> = {}) {
  const owner = await own(rig);
  const person = await makeSigner();
  const grant = await grantTo(person, owner, rig.client.nowSeconds(), change);
  return { owner, person, grant };
}

check("a command signed by an owner key needs no password, and may be any", {}, async (rig) => {
  const by = await own(rig);
  await rig.expectDone("unlock", {}, { by });
  await rig.expectDone("configure", { relockSeconds: 9 }, { by });
  await rig.expectDone(
    "revoke",
    { kid: (await makeSigner()).kid, until: rig.client.nowSeconds() + DAY },
    { by },
  );
  await rig.expectError("unknown-command", "sing", {}, { by });
});

check("`ownerKeys` replaces the list: all grants by an owner end with its key", {}, async (rig) => {
  const { owner, person, grant } = await granted(rig);
  await rig.expectDone("unlock", {}, { by: person, grant: grant.text });
  await rig.expectDone("configure", { ownerKeys: [(await makeSigner()).jwk] });
  await rig.expectError("not-granted", "unlock", {}, { by: person, grant: grant.text });
  await rig.expectError("not-granted", "unlock", {}, { by: owner });
});

check("owner keys can be given over the serial line", {}, async (rig) => {
  const owner = await makeSigner();
  const params = { settings: { ownerKeys: [owner.jwk] }, password: rig.client.password };
  assert("result" in (await rig.serial.call("device.configure", params)));
  await rig.expectDone("unlock", {}, { by: owner });
});

check("owner keys survive a restart", { needs: ["power"] }, async (rig) => {
  const by = await own(rig);
  await rig.restart();
  await rig.expectDone("unlock", {}, { by });
});

check("at most 8 owner keys", {}, async (rig) => {
  const keys = await Promise.all(Array.from({ length: 9 }, makeSigner));
  await rig.expectError("invalid-arguments", "configure", { ownerKeys: keys.map(({ jwk }) => jwk) });
  await rig.expectDone("configure", { ownerKeys: keys.slice(1).map(({ jwk }) => jwk) });
  await rig.expectDone("unlock", {}, { by: keys[8] as Signer });
  await rig.expectError("not-granted", "unlock", {}, { by: keys[0] as Signer });
});

check("a device without owner keys takes nothing signed", {}, async (rig) => {
  await rig.expectError("not-granted", "unlock", {}, { by: await makeSigner() });
});

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

/** An entry of every day, from and to so many minutes from now. */
function around(now: number, from: number, to: number): ScheduleEntry {
  const clock = (minutes: number) => {
    const at = new Date((now + minutes * 60) * 1000);
    return at.toISOString().slice(11, 16);
  };
  return { days: [1, 2, 3, 4, 5, 6, 7], from: clock(from), to: clock(to) };
}

check("`schedule`: within its hours and no other, also past midnight", {}, async (rig) => {
  const owner = await own(rig);
  const person = await makeSigner();
  const now = rig.client.nowSeconds();
  const today = new Date(now * 1000).getUTCDay() || 7;
  const other = (today % 7) + 1;
  const cases: [string, ScheduleEntry[], string, boolean][] = [
    ["this hour", [around(now, -60, 60)], "UTC0", true],
    ["this hour, as one of two entries", [around(now, 120, 180), around(now, -60, 60)], "UTC0", true],
    ["two hours later", [around(now, 120, 180)], "UTC0", false],
    ["until an hour ago", [around(now, -180, -60)], "UTC0", false],
    ["all day today", [{ days: [today], from: "00:00", to: "24:00" }], "UTC0", true],
    ["all day on another day", [{ days: [other], from: "00:00", to: "24:00" }], "UTC0", false],
    ["this hour of a clock two hours ahead", [around(now, 60, 180)], "<+02>-2", true],
    ["this hour of UTC, by a clock two hours ahead", [around(now, -60, 60)], "<+02>-2", false],
    [
      "this hour of a clock that is on daylight saving time all year",
      [around(now, 30, 90)],
      "STD0DST,M1.1.0/0,M12.5.0/167",
      true,
    ],
    ["through the night until an hour from now", [around(now, 120, 60)], "UTC0", true],
  ];
  for (const [name, schedule, tz, within] of cases) {
    const { text } = await grantTo(person, owner, now, { schedule, tz });
    const { error } = await rig.command("lock", {}, { by: person, grant: text });
    assert.equal(error, within ? undefined : "not-granted", name);
  }
});

check(
  "nothing signed is taken while the clock is unset, and `boot` and `jti` count for it as for any command",
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

check(
  "the plaintext is such a JWS and its claims those of the header: otherwise 400, nothing sealed",
  {},
  async (rig) => {
    const by = await own(rig);
    const now = rig.client.nowSeconds();
    const { door } = rig.client;
    const base = {
      ...{ aud: door.doorId, iat: now, exp: now + 20, boot: door.boot, command: "unlock" },
      reply: Buffer.alloc(32, 7).toString("base64url"),
    };
    const cases: [string, Record<string, unknown>][] = [
      ["a password beside the signature", { password: rig.client.password }],
      ["another door inside", { aud: "back" }],
      ["another time inside", { iat: now - 1 }],
      ["an unknown claim", { admin: true }],
      ["exp 61 s after iat", { exp: now + 61 }],
      ["an empty grant", { grant: "" }],
      ["a grant that is no text", { grant: {} }],
    ];
    for (const [name, change] of cases) {
      const sealed = await rig.client.seal("unlock", {}, { header: { cty: "JWT" }, plaintext: "." });
      const plaintext = await signWith(by)({ ...base, jti: sealed.jti, ...change } as never);
      const again = await rig.client.seal(
        "unlock",
        {},
        { header: { cty: "JWT" }, plaintext, claims: { jti: sealed.jti, iat: now } },
      );
      await rig.expectUnopened(again).catch((cause: Error) => {
        throw new Error(`${name}: ${cause.message}`, { cause });
      });
    }
    await rig.expectDone("unlock", {}, { by });
  },
);

check("`alg` is ES256: none, HS256 and a signature as DER are 400 with nothing sealed", {}, async (rig) => {
  const by = await own(rig);
  for (const alg of ["none", "HS256", "ES384"]) {
    const { jti, claims } = await signedClaims(rig);
    const [, payload, signature] = (await signWith(by)(claims as never)).split(".");
    const header = Buffer.from(JSON.stringify({ alg, typ: "openlock-signed+jwt", kid: by.kid })).toString(
      "base64url",
    );
    const plaintext = `${header}.${payload}.${alg === "none" ? "" : signature}`;
    await rig.expectUnopened(
      await rig.client.seal(
        "unlock",
        {},
        { header: { cty: "JWT" }, plaintext, claims: { jti, iat: claims.iat } },
      ),
    );
  }
});

async function signedClaims(rig: Rig) {
  const { door } = rig.client;
  const iat = rig.client.nowSeconds();
  const { jti } = await rig.client.seal("unlock");
  const reply = Buffer.alloc(32, 7).toString("base64url");
  return {
    jti,
    claims: { aud: door.doorId, iat, jti, exp: iat + 20, boot: door.boot, command: "unlock", reply },
  };
}

check("a revoked grant counts for nothing, and others of the same person still do", {}, async (rig) => {
  const { owner, person, grant } = await granted(rig);
  const now = rig.client.nowSeconds();
  const other = await grantTo(person, owner, now);
  await rig.expectDone("revoke", { jti: grant.jti, until: now + DAY }, { by: owner });
  await rig.expectError("not-granted", "unlock", {}, { by: person, grant: grant.text });
  await rig.expectDone("unlock", {}, { by: person, grant: other.text });
});

check("a revoked `kid` counts neither as a signer nor as the owner of a grant", {}, async (rig) => {
  const { owner, person, grant } = await granted(rig);
  const until = rig.client.nowSeconds() + DAY;
  await rig.expectDone("revoke", { kid: person.kid, until });
  await rig.expectError("not-granted", "unlock", {}, { by: person, grant: grant.text });
  const other = await makeSigner();
  const second = await grantTo(other, owner, rig.client.nowSeconds());
  await rig.expectDone("unlock", {}, { by: other, grant: second.text });
  await rig.expectDone("revoke", { kid: owner.kid, until });
  await rig.expectError("not-granted", "unlock", {}, { by: other, grant: second.text });
  await rig.expectError("not-granted", "unlock", {}, { by: owner });
});

check("a revocation whose `until` is not in the future: `invalid-arguments`", {}, async (rig) => {
  await rig.expectError("invalid-arguments", "revoke", {
    kid: (await makeSigner()).kid,
    until: rig.client.nowSeconds() - 5,
  });
});

check("revocations survive restarts, and changes of `ownerKeys`", { needs: ["power"] }, async (rig) => {
  const { owner, person, grant } = await granted(rig);
  await rig.expectDone("revoke", { jti: grant.jti, until: rig.client.nowSeconds() + DAY });
  await rig.expectDone("configure", { ownerKeys: [] });
  await rig.restart();
  await rig.expectDone("configure", { ownerKeys: [owner.jwk] });
  await rig.expectError("not-granted", "unlock", {}, { by: person, grant: grant.text });
});

check(
  "the device keeps 64; with 64 that still count a new one is `failed`, and none is dropped for it",
  {},
  async (rig) => {
    const { owner, person, grant } = await granted(rig);
    const until = rig.client.nowSeconds() + DAY;
    await rig.expectDone("revoke", { jti: grant.jti, until }, { by: owner });
    for (let count = 1; count < 64; count++) {
      const jti = Buffer.from(`revocation number ${count}`).toString("base64url");
      await rig.expectDone("revoke", { jti, until }, { by: owner });
    }
    await rig.expectError(
      "failed",
      "revoke",
      { jti: Buffer.alloc(16, 9).toString("base64url"), until },
      { by: owner },
    );
    // The same one again lasts until the later of both, and takes no room.
    await rig.expectDone("revoke", { jti: grant.jti, until: until + DAY }, { by: owner });
    await rig.expectError("not-granted", "unlock", {}, { by: person, grant: grant.text });
  },
);

check("the same revocation again never ends sooner", { needs: ["time"] }, async (rig) => {
  const { person, grant } = await granted(rig);
  const now = rig.client.nowSeconds();
  await rig.expectDone("revoke", { jti: grant.jti, until: now + 3600 });
  await rig.expectDone("revoke", { jti: grant.jti, until: now + 20 });
  await rig.pass(30_000);
  await rig.expectError("not-granted", "unlock", {}, { by: person, grant: grant.text });
});

check("what is over makes room", { needs: ["time"] }, async (rig) => {
  const owner = await own(rig);
  const now = rig.client.nowSeconds();
  for (let count = 0; count < 64; count++) {
    const jti = Buffer.from(`revocation number ${count}`).toString("base64url");
    await rig.expectDone("revoke", { jti, until: now + 120 }, { by: owner });
  }
  await rig.pass(Math.max(0, 125 - (rig.client.nowSeconds() - now)) * 1000);
  const jti = Buffer.alloc(16, 9).toString("base64url");
  await rig.expectDone("revoke", { jti, until: rig.client.nowSeconds() + DAY }, { by: owner });
});

check(
  "a revocation that was answered by 200 is there, wherever the power goes",
  { needs: ["storage", "power"] },
  async (rig) => {
    const { owner, person, grant } = await granted(rig);
    for (let write = 1; ; write++) {
      const { text, jti } = await grantTo(person, owner, rig.client.nowSeconds());
      const sealed = await rig.client.seal("revoke", { jti, until: rig.client.nowSeconds() + DAY });
      const { session } = rig;
      await rig.device.storage.cutAtWrite(write);
      session.say({ type: "command", id: sealed.jti, jwe: sealed.jwe });
      const answered = await rig.watch.until(
        () =>
          session.sent("result").find(({ id }) => id === sealed.jti) ??
          (!rig.device.storage.powered && "cut"),
        "an answer, or the cut",
      );
      await rig.device.storage.cutAtWrite(0);
      if (rig.device.storage.powered) await rig.restart();
      else {
        const opened = rig.nextSession();
        await rig.device.power.on();
        await opened;
      }
      const done = answered !== "cut" && answered.code === 200;
      const { error } = await rig.command("lock", {}, { by: person, grant: text });
      if (done) assert.equal(error, "not-granted", `cut at write ${write}`);
      else assert(error === undefined || error === "not-granted");
      await rig.expectDone("lock", {}, { by: person, grant: grant.text });
      if (done) return;
      assert(write < 100, "it never came to an end");
    }
  },
);
