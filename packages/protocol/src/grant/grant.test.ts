import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { CHARACTERS, countBits, flipNthBit, replaceCharacter } from "../../test/changes.ts";
import { GRANT } from "../../test/vectors/grants.ts";
import { DEVICE_KEY, privateKeyOf, publicHalf } from "../../test/vectors/jwe.ts";
import { randomBase64url } from "../base64url.ts";
import { BOUNDS } from "../bounds.ts";
import { openCommand } from "../command/open.ts";
import { sealCommand } from "../command/seal.ts";
import { signWith } from "../command/sign.ts";
import type { EcPublicJwk } from "../ec-key.ts";
import { ProtocolError } from "../errors.ts";
import type { SigningKey } from "../jws/sign.ts";
import { verifyJws } from "../jws/verify.ts";
import { importDeviceKey, thumbprint } from "../keys.ts";
import { GRANTABLE_COMMANDS, type GrantClaims } from "./claims.ts";
import { parseGrant, refuseByGrant, signGrant } from "./grant.ts";
import type { ScheduleEntry } from "./schedule.ts";

const CLAIMS: GrantClaims = { ...GRANT, commands: ["unlock", "status"] };
let owner: SigningKey & { jwk: EcPublicJwk };

/** As a browser makes it: not even the page can read the private half. */
async function makeKey() {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
    "verify",
  ]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const jwk: EcPublicJwk = { kty: "EC", crv: "P-256", x, y };
  return { privateKey: pair.privateKey, jwk, kid: await thumbprint(jwk) };
}

beforeAll(async () => {
  owner = await makeKey();
});

const check = async (text: string) => {
  const grant = parseGrant(text);
  await verifyJws(grant, owner.jwk);
  return grant.payload;
};

test("a grant is read as it was signed", async () => {
  expect(await check(await signGrant(CLAIMS, owner))).toEqual(CLAIMS);
});

test.each([
  ["configure", { commands: ["unlock", "configure"] }],
  ["no end", { exp: undefined }],
  ["a key that is not on the curve", { cnf: { jwk: { ...CLAIMS.cnf.jwk, y: CLAIMS.cnf.jwk.x } } }],
])("a grant with %s is not signed", async (_, change) => {
  const refusal = await signGrant({ ...CLAIMS, ...(change as object) }, owner).catch(
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(ProtocolError);
  expect(refusal).toHaveProperty("code", "invalid");
});

test("the largest grant that the shape allows fits into the bound", async () => {
  const entry = { days: [1, 2, 3, 4, 5, 6, 7], from: "08:00", to: "18:00" };
  const text = await signGrant(
    {
      ...{
        ...CLAIMS,
        jti: "A".repeat(86),
        aud: "a".repeat(64),
        commands: GRANTABLE_COMMANDS.filter((each) => each !== "hold"),
      },
      schedule: Array<ScheduleEntry>(BOUNDS.scheduleEntries).fill(entry),
      tz: "<ABCDEF>-12:34:56<GHIJKL>-13:34:56,M10.5.0/23:59,M3.5.0/23:59",
      ...{ nbf: 253_370_678_400, exp: 253_402_300_799 },
    },
    owner,
  );
  await check(text);
  expect(text.length).toBeLessThanOrEqual(BOUNDS.grantBytes);
});

describe("no grant survives a change", () => {
  let text: string;
  beforeAll(async () => {
    text = await signGrant(CLAIMS, owner);
  });
  const isRefused = (changed: string) => expect(check(changed)).rejects.toBeInstanceOf(ProtocolError);

  test("of a single bit", async () => {
    for (let bit = 0; bit < countBits(text); bit += 3) await isRefused(flipNthBit(text, bit));
  });

  test("of a character", async () => {
    const change = fc.tuple(fc.nat({ max: text.length - 1 }), fc.constantFrom(...CHARACTERS));
    await fc.assert(
      fc.asyncProperty(change, async ([at, character]) => {
        if (text[at] !== character) await isRefused(replaceCharacter(text, at, character));
        await isRefused(replaceCharacter(text, at, ""));
      }),
      { numRuns: 300 },
    );
  });
});

test.each([
  ["other-door", { door: "back" }],
  ["not-yet", { seconds: CLAIMS.nbf - 1 }],
  ["expired", { seconds: CLAIMS.exp }],
  ["unlisted-command", { command: "lock" }],
  ["unlisted-command", { command: "configure" }],
  ["unlisted-command", { command: "hold" }],
  ["outlasts-grant", { args: { seconds: CLAIMS.exp - CLAIMS.nbf - 9 } }],
  [undefined, { args: { seconds: CLAIMS.exp - CLAIMS.nbf - 10 } }],
  [undefined, { args: { seconds: "1e99" } }],
  [undefined, {}],
  [undefined, { seconds: CLAIMS.nbf }],
  [undefined, { seconds: CLAIMS.exp - 1 }],
])("%s: %j", (refusal, change) => {
  const wanted = { door: "front", seconds: CLAIMS.nbf + 10, command: "unlock", ...change };
  expect(refuseByGrant(CLAIMS, wanted)).toBe(refusal);
});

test.each([
  ["outlasts-grant", CLAIMS.exp + 1],
  [undefined, CLAIMS.exp],
])("a hold: %s until %i", (refusal, until) => {
  const wanted = { door: "front", seconds: CLAIMS.nbf, command: "hold", args: { until } };
  expect(refuseByGrant({ ...CLAIMS, commands: ["hold"] }, wanted)).toBe(refusal);
});

describe("a signed command", () => {
  const seal = async (sign: ReturnType<typeof signWith>, args = {}) => {
    const jwk = publicHalf(DEVICE_KEY);
    return sealCommand({
      ...{
        door: "front",
        key: await importDeviceKey(jwk),
        kid: await thumbprint(jwk),
        boot: randomBase64url(16),
      },
      ...{ command: { command: "unlock", args }, sign },
    });
  };
  const open = async (jwe: string) => {
    const kid = await thumbprint(publicHalf(DEVICE_KEY));
    return openCommand(jwe, { door: "front", kid, privateKey: await privateKeyOf(DEVICE_KEY) });
  };

  test("carries the grant, and no password", async () => {
    const person = await makeKey();
    const grant = await signGrant({ ...CLAIMS, cnf: { jwk: person.jwk } }, owner);
    const { jwe, jti, reply } = await seal(signWith(person, grant), { seconds: 7 });
    const opened = await open(jwe);
    if (opened.by !== "signature") throw new Error("not signed");
    expect(opened.claims).toMatchObject({ grant, jti, reply, command: "unlock", args: { seconds: 7 } });
    expect(opened.claims).not.toHaveProperty("password");
    await verifyJws(opened.jws, person.jwk);
    await expect(verifyJws(opened.jws, owner.jwk)).rejects.toMatchObject({ code: "wrong-key" });
  });

  test("that would be longer than 8 KiB is not sealed", async () => {
    const refusal = await seal(signWith(owner), { wifi: "x".repeat(3900) }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "too-large" });
    expect((await seal(signWith(owner), { wifi: "x".repeat(3000) })).jwe.length).toBeLessThan(8192);
  });
});
