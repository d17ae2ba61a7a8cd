import { deviceKid } from "./commands.ts";
import { BERLIN, DOOR, GRANT, grant, IAT } from "./grants.ts";
import { assemble, DEVICE_KEY } from "./jwe.ts";
import { assembleJws, kidOf, publicKeyOf } from "./jws.ts";

type Json = Readonly<Record<string, unknown>>;
type By = Parameters<typeof assembleJws>[2];

const JTI = "AAECAwQFBgcICQoLDA0ODw";
const BOOT = "EBESExQVFhcYGRobHB0eHw";
const REPLY = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8";
const REVOKED_JTI = "sLGys7S1tre4ubq7vL2-vw";
const json = (value: unknown) => JSON.stringify(value);

interface Change {
  readonly by?: By;
  readonly grant?: Promise<string> | string;
  readonly claims?: Json;
  /** Of the JWS. */
  readonly header?: Json;
  /** Of the JWE. */
  readonly outer?: Json;
  /** When it comes, from `IAT`. */
  readonly after?: number;
}

/** `signed-commands.json`: signed commands, and what the device makes of them. */
export async function signedCommands() {
  const kid = await deviceKid();
  const outer = {
    ...{ alg: "RSA-OAEP-256", enc: "A256GCM", typ: "openlock-command+jwt", cty: "JWT" },
    ...{ kid, aud: DOOR, iat: IAT, jti: JTI },
  };
  const body = { aud: DOOR, iat: IAT, jti: JTI, exp: IAT + 20, boot: BOOT, command: "unlock", args: {} };

  const seal = (name: string, plaintext: string, change: Json = {}) =>
    assemble({
      ...{ name: `signed: ${name}`, header: json({ ...outer, ...change }), plaintext },
      ...{ encryptedKey: DEVICE_KEY.encryptedKey, cek: DEVICE_KEY.cek },
    });
  const claimsOf = async ({ claims = {}, grant: text }: Change) => ({
    ...{ ...body, reply: REPLY, ...claims },
    ...(text === undefined ? {} : { grant: await text }),
  });
  const jws = async (change: Change) => {
    const by = change.by ?? (change.grant === undefined ? "owner" : "person");
    const header = { alg: "ES256", typ: "openlock-signed+jwt", kid: await kidOf(by), ...change.header };
    return assembleJws(json(header), json(await claimsOf(change)), by);
  };
  const common = async (name: string, change: Change) => ({
    ...{ name, now: IAT + (change.after ?? 1), jwe: await seal(name, await jws(change), change.outer) },
  });

  const good = async (name: string, change: Change = {}) => ({
    ...(await common(name, change)),
    claims: JSON.parse(json(await claimsOf(change))) as Json,
  });
  const refused = async (name: string, change: Change) => ({
    ...{ ...(await common(name, change)), at: "authorise", error: "not-granted" },
  });
  const unopened = async (error: string, name: string, jwe: Promise<string>) => ({
    ...{ name, now: IAT + 1, jwe: await jwe, at: "open", error },
  });
  const badClaims = async (name: string, change: Change) => ({
    ...{ ...(await common(name, change)), at: "open", error: "invalid" },
  });
  const badHeader = (name: string, header: Json) => badClaims(name, { header });
  const plain = json({ ...body, password: "TEST-ONLY correct horse", reply: REPLY });
  const byOwner = await jws({});
  const [head = "", payload = "", signature = ""] = byOwner.split(".");

  return {
    about:
      "Signed commands (section 9), for a device that has these owner keys and keeps these revocations; `now` is its clock. `at` says which check refuses: `open` gets 400 and nothing sealed, `authorise` a sealed `not-granted`. Boot nonce, time and `jti` of the command are right in all of them.",
    device: {
      ...{ door: DOOR, kid, key: "test-only-device-key.json", boot: BOOT },
      ownerKeys: [publicKeyOf("owner"), publicKeyOf("secondOwner")],
      revoked: [
        { jti: REVOKED_JTI, until: IAT + 86_400 },
        { kid: await kidOf("thief"), until: IAT + 86_400 },
      ],
    },
    cases: [
      await good("an owner unlocks"),
      await good("the second owner", { by: "secondOwner" }),
      await good("an owner configures", { claims: { command: "configure", args: { relockSeconds: 7 } } }),
      await good("an owner revokes", {
        claims: { command: "revoke", args: { jti: GRANT.jti, until: GRANT.exp } },
      }),
      await good("an unknown command by an owner: what it is worth is said later", {
        claims: { command: "sing" },
      }),
      await good("a person with a grant", { grant: grant() }),
      await good("a grant by the second owner", { grant: grant({}, {}, "secondOwner") }),
      await good("a grant with hours, within them", { grant: grant(BERLIN) }),
      await good("the first second of a grant", { grant: grant({ nbf: IAT + 1 }) }),
      await good("the last second of a grant", { grant: grant({ exp: IAT + 2 }) }),
      await good("hold until the grant ends", {
        grant: grant({ commands: ["hold"] }),
        claims: { command: "hold", args: { until: GRANT.exp } },
      }),
      await good("unlocked until the grant ends", {
        ...{ grant: grant({ exp: IAT + 61 }), claims: { args: { seconds: 60 } } },
      }),
      await good("seconds that are no number by a grant: what they are worth is said later", {
        ...{ grant: grant({ exp: IAT + 61 }), claims: { args: { seconds: "3600" } } },
      }),
      await good("an owner with a grant of another owner", {
        ...{ by: "owner" as const },
        grant: grant({ cnf: { jwk: publicKeyOf("owner") } }, {}, "secondOwner"),
      }),
      await good("a revocation that is over", {
        ...{ after: 86_400, claims: { exp: IAT + 60 } },
        grant: grant({ jti: REVOKED_JTI, exp: IAT + 200_000 }),
      }),

      await refused("a person without a grant", { by: "person" }),
      await refused("a person under an owner's kid", { by: "person", header: { kid: await kidOf("owner") } }),
      await refused("a stranger", { by: "stranger" }),
      await refused("a grant that is over", { grant: grant({ exp: IAT + 1 }) }),
      await refused("a grant that is not yet", { grant: grant({ nbf: IAT + 2 }) }),
      await refused("a grant with hours, outside them", {
        grant: grant({ ...BERLIN, schedule: [{ days: [5], from: "18:00", to: "08:00" }] }),
      }),
      await refused("a grant for another door", { grant: grant({ aud: "back" }) }),
      await refused("a command that is not listed", {
        ...{ grant: grant(), claims: { command: "hold", args: { until: IAT + 60 } } },
      }),
      await refused("hold beyond the grant's end", {
        grant: grant({ commands: ["hold"] }),
        claims: { command: "hold", args: { until: GRANT.exp + 1 } },
      }),
      await refused("unlocked beyond the grant's end", {
        ...{ grant: grant({ exp: IAT + 61 }), claims: { args: { seconds: 61 } } },
      }),
      await refused("configure with a grant", {
        ...{ grant: grant(), claims: { command: "configure", args: { password: "TEST-ONLY mine now" } } },
      }),
      await refused("configure with a grant that lists it", {
        grant: grant({ commands: ["unlock", "configure"] }),
        claims: { command: "configure", args: { relockSeconds: 7 } },
      }),
      await refused("revoke with a grant", {
        ...{ grant: grant(), claims: { command: "revoke", args: { jti: GRANT.jti, until: GRANT.exp } } },
      }),
      await refused("restart with a grant", { grant: grant(), claims: { command: "restart" } }),
      await refused("an unknown command with a grant", { grant: grant(), claims: { command: "sing" } }),
      await refused("a stolen grant under the thief's key", { by: "thief", grant: grant() }),
      await refused("a stolen grant under the thief's key and the person's kid", {
        ...{ by: "thief", grant: grant(), header: { kid: await kidOf("person") } },
      }),
      await refused("an owner with somebody else's grant", { by: "owner", grant: grant() }),
      await refused("a grant that the person signed", { grant: grant({}, {}, "person") }),
      await refused("a grant that a stranger signed", { grant: grant({}, {}, "stranger") }),
      await refused("a grant that a stranger signed under the owner's kid", {
        grant: grant({}, { kid: await kidOf("owner") }, "stranger"),
      }),
      await refused("a grant changed after it was signed", {
        grant: (async () => {
          const [a, , c] = (await grant()).split(".");
          return `${a}.${(await grant({ exp: IAT + 100_000 })).split(".")[1]}.${c}`;
        })(),
      }),
      await refused("a command as its grant", { grant: jws({}) }),
      await refused("a grant that is none", { grant: "grant" }),
      await refused("a revoked grant", { grant: grant({ jti: REVOKED_JTI }) }),
      await refused("a revoked key", {
        ...{ by: "thief", grant: grant({ cnf: { jwk: publicKeyOf("thief") } }) },
      }),

      await unopened("not-compact", "a plain command where cty says signed", seal("plain", plain)),
      await unopened("not-json", "a signed command without cty", seal("no cty", byOwner, { cty: undefined })),
      await unopened("not-compact", "without a signature", seal("none", `${head}.${payload}.`)),
      await unopened("not-compact", "two parts", seal("two", `${head}.${payload}`)),
      await unopened(
        "not-compact",
        "a sealed command inside another",
        seal("twice", `${head}.${payload}.${signature}.AAAA.AAAA`),
      ),
      await unopened(
        "not-compact",
        "a signature of 65 bytes",
        seal("long", `${head}.${payload}.${"A".repeat(87)}`),
      ),
      await unopened("not-canonical", "a line break at the end", seal("line", `${byOwner}\n`)),
      await unopened(
        "not-canonical",
        "a character that is not ASCII",
        seal("bytes", `${head}.${payload.slice(0, -1)}é.${signature}`),
      ),
      await unopened(
        "too-large",
        "claims longer than 4 KiB",
        (async () => seal("big", await jws({ claims: { args: { a: "a".repeat(4000) } } })))(),
      ),
      await badHeader("alg none", { alg: "none" }),
      await badHeader("alg HS256", { alg: "HS256" }),
      await badHeader("typ of a grant", { typ: "openlock-grant+jwt" }),
      await badHeader("typ of a command", { typ: "openlock-command+jwt" }),
      await badHeader("no kid", { kid: undefined }),
      await badHeader("a key in the header", { jwk: publicKeyOf("owner") }),
      await badHeader("crit", { crit: ["exp"] }),
      await badClaims("password and signature", { claims: { password: "TEST-ONLY correct horse" } }),
      await badClaims("a grant that is no text", { claims: { grant: {} } }),
      await badClaims("an empty grant", { grant: "" }),
      await badClaims("a grant longer than 2 KiB", { grant: "A".repeat(2049) }),
      await badClaims("no boot nonce", { claims: { boot: undefined } }),
      await badClaims("exp 61 s after iat", { claims: { exp: IAT + 61 } }),
      await badClaims("an unknown claim", { claims: { admin: true } }),
      {
        ...(await common("another door inside", { claims: { aud: "back" } })),
        at: "open",
        error: "header-mismatch",
      },
      {
        ...(await common("another jti inside", { claims: { jti: "AAECAwQFBgcICQoLDA0OEA" } })),
        ...{ at: "open", error: "header-mismatch" },
      },
      {
        ...(await common("another time inside", { claims: { iat: IAT + 1, exp: IAT + 21 } })),
        ...{ at: "open", error: "header-mismatch" },
      },
    ],
  };
}
