import { encodeBase64url, encodeUtf8 } from "./encoding.ts";
import { flipBit } from "./jwe.ts";
import { assembleJws, kidOf, publicKeyOf, SIGNERS } from "./jws.ts";

type Json = Readonly<Record<string, unknown>>;
type By = Parameters<typeof assembleJws>[2];

export const DOOR = "front";
/** Friday, 15 January 2027, 08:00 UTC. */
export const IAT = 1_800_000_000;
const json = (value: unknown) => JSON.stringify(value);

/** A grant for `person` by `owner`, for a day around the vectors' time. */
export const GRANT = {
  jti: "oKGio6SlpqeoqaqrrK2urw",
  aud: DOOR,
  cnf: { jwk: publicKeyOf("person") },
  commands: ["unlock", "lock", "status"],
  nbf: IAT - 3600,
  exp: IAT + 86_400,
};
const HOURS = { schedule: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" }] };
export const BERLIN = { ...HOURS, tz: "CET-1CEST,M3.5.0,M10.5.0/3" };

export async function grant(change: Json = {}, header: Json = {}, by: By = "owner"): Promise<string> {
  const head = { alg: "ES256", typ: "openlock-grant+jwt", kid: await kidOf(by), ...header };
  return assembleJws(json(head), json({ ...GRANT, ...change }), by);
}

/** `grants.json`: grants, and what is not one. */
export async function grants() {
  const kid = await kidOf("owner");
  const header = json({ alg: "ES256", typ: "openlock-grant+jwt", kid });
  const person = publicKeyOf("person");
  const good = async (name: string, change: Json = {}, by: By = "owner") => ({
    ...{ name, jws: await grant(change, {}, by), kid: await kidOf(by), claims: { ...GRANT, ...change } },
  });
  const bad = async (at: "parse" | "verify", error: string, name: string, jws: Promise<string> | string) => ({
    ...{ name, jws: await jws, at, error },
  });
  const badClaims = (name: string, change: Json) => bad("parse", "invalid", name, grant(change));
  const badHeader = (name: string, change: Json) => bad("parse", "invalid", name, grant({}, change));
  const plain = await grant();
  const [head = "", body = "", signature = ""] = plain.split(".");
  const resigned = (payload: string) => assembleJws(header, payload, "owner");

  return {
    about:
      "Grants (section 9). `at` says which check refuses: `parse` needs no key, so a relay makes it too; `verify` looks for `kid` among `ownerKeys` (`wrong-key`) and checks the signature by that key (`bad-signature`). A device answers `not-granted` to all of them.",
    ownerKeys: [publicKeyOf("owner"), publicKeyOf("secondOwner")],
    cases: [
      await good("unlock, lock and status for a day"),
      await good("by the second owner", {}, "secondOwner"),
      await good("every command that may be granted", {
        commands: ["unlock", "lock", "hold", "lockdown", "status", "identify"],
      }),
      await good("with hours", BERLIN),
      await good("the longest life", { nbf: IAT, exp: IAT + 366 * 86_400 }),
      await good("the longest schedule that fits", {
        schedule: Array(14).fill({ days: [1], from: "08:00", to: "18:00" }),
        tz: "UTC0",
      }),

      await bad("parse", "too-large", "longer than 2 KiB", `${plain}${"A".repeat(2048)}`),
      await bad("parse", "not-compact", "nothing", ""),
      await bad("parse", "not-compact", "two parts", `${head}.${body}`),
      await bad("parse", "not-compact", "four parts", `${plain}.AAAA`),
      await bad("parse", "not-compact", "no payload", `${head}..${signature}`),
      await bad("parse", "not-compact", "no signature", `${head}.${body}.`),
      await bad("parse", "not-compact", "a signature of 63 bytes", `${head}.${body}.${"A".repeat(84)}`),
      await bad(
        "parse",
        "not-compact",
        "a signature as DER",
        `${head}.${body}.${encodeBase64url(der(Buffer.from(signature, "base64url")))}`,
      ),
      await bad("parse", "not-canonical", "padding", `${plain}==`),
      await bad(
        "parse",
        "not-canonical",
        "an unused bit of the signature set",
        `${plain.slice(0, -1)}${String.fromCharCode(plain.charCodeAt(plain.length - 1) + 1)}`,
      ),
      await badHeader("alg none", { alg: "none" }),
      await badHeader("alg HS256", { alg: "HS256" }),
      await badHeader("alg ES384", { alg: "ES384" }),
      await badHeader("alg EdDSA", { alg: "EdDSA" }),
      await badHeader("typ of a signed command", { typ: "openlock-signed+jwt" }),
      await badHeader("typ JWT", { typ: "JWT" }),
      await badHeader("no typ", { typ: undefined }),
      await badHeader("no kid", { kid: undefined }),
      await badHeader("crit", { crit: ["exp"] }),
      await badHeader("b64", { b64: false }),
      await badHeader("a key in the header", { jwk: publicKeyOf("owner") }),
      await badHeader("an unknown member", { x: 1 }),
      await bad(
        "parse",
        "duplicate-member",
        "a header with kid twice",
        assembleJws(header.replace("{", `{"kid":"${kid}",`), json(GRANT), "owner"),
      ),
      await bad(
        "parse",
        "duplicate-member",
        "claims with exp twice",
        resigned(json(GRANT).replace("{", `{"exp":${GRANT.exp + 1},`)),
      ),
      await bad("parse", "not-json", "claims that are not JSON", resigned("open the door")),

      await badClaims("no jti", { jti: undefined }),
      await badClaims("a jti of 15 bytes", { jti: "AAECAwQFBgcICQoLDA0O" }),
      await badClaims("no aud", { aud: undefined }),
      await badClaims("a list as aud", { aud: [DOOR] }),
      await badClaims("every door", { aud: "*" }),
      await badClaims("no cnf", { cnf: undefined }),
      await badClaims("cnf by thumbprint", { cnf: { jkt: kid } }),
      await badClaims("cnf with two keys", { cnf: { jwk: person, kid } }),
      await badClaims("a private key in cnf", { cnf: { jwk: SIGNERS.person } }),
      await badClaims("a key of another curve", { cnf: { jwk: { ...person, crv: "P-384" } } }),
      await badClaims("a key that is not on the curve", { cnf: { jwk: { ...person, y: person.x } } }),
      await badClaims("the point at infinity, as zeros", {
        cnf: { jwk: { ...person, x: "A".repeat(43), y: "A".repeat(43) } },
      }),
      await badClaims("no commands", { commands: [] }),
      await badClaims("configure", { commands: ["unlock", "configure"] }),
      await badClaims("revoke", { commands: ["revoke"] }),
      await badClaims("restart", { commands: ["restart"] }),
      await badClaims("an unknown command", { commands: ["sing"] }),
      await badClaims("a command twice", { commands: ["unlock", "unlock"] }),
      await badClaims("a command as a text", { commands: "unlock" }),
      await badClaims("no nbf", { nbf: undefined }),
      await badClaims("no exp", { exp: undefined }),
      await badClaims("exp at nbf", { exp: GRANT.nbf }),
      await badClaims("exp before nbf", { exp: GRANT.nbf - 1 }),
      await badClaims("a life of 366 days and a second", { exp: GRANT.nbf + 366 * 86_400 + 1 }),
      await badClaims("exp as a text", { exp: String(GRANT.exp) }),
      await badClaims("a schedule without a time zone", HOURS),
      await badClaims("a time zone without a schedule", { tz: "UTC0" }),
      await badClaims("a name of the tz database", { ...HOURS, tz: "Europe/Berlin" }),
      await badClaims("15 entries in a schedule", {
        schedule: Array(15).fill({ days: [1], from: "08:00", to: "18:00" }),
        tz: "UTC0",
      }),
      await badClaims("hold within hours, which it would outlast", {
        ...BERLIN,
        commands: ["unlock", "hold"],
      }),
      await badClaims("an unknown claim", { iat: IAT }),

      await bad("verify", "wrong-key", "by an owner of another door", grant({}, {}, "stranger")),
      await bad("verify", "wrong-key", "by the person", grant({}, {}, "person")),
      await bad(
        "verify",
        "bad-signature",
        "a stranger's, under the owner's kid",
        grant({}, { kid }, "stranger"),
      ),
      await bad(
        "verify",
        "bad-signature",
        "one owner's, under the other's kid",
        grant({}, { kid: await kidOf("secondOwner") }),
      ),
      await bad(
        "verify",
        "bad-signature",
        "with a later end",
        `${head}.${encodeBase64url(encodeUtf8(json({ ...GRANT, exp: GRANT.exp + 1 })))}.${signature}`,
      ),
      await bad("verify", "bad-signature", "a bit of r", `${head}.${body}.${flipBit(signature, 0)}`),
      await bad("verify", "bad-signature", "a bit of s", `${head}.${body}.${flipBit(signature, -1)}`),
      await bad("verify", "bad-signature", "r and s zero", `${head}.${body}.${"A".repeat(86)}`),
    ],
  };
}

/** RFC 3279, 2.2.3: what most libraries give and JOSE does not take. */
function der(raw: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array) => {
    const positive = (bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : [...bytes];
    return [0x02, positive.length, ...positive];
  };
  const body = [...integer(raw.subarray(0, 32)), ...integer(raw.subarray(32))];
  return Uint8Array.from([0x30, body.length, ...body]);
}
