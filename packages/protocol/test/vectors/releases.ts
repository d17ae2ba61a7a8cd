import { encodeBase64url, encodeUtf8 } from "./encoding.ts";
import { flipBit } from "./jwe.ts";
import { assembleJws, kidOf, publicKeyOf } from "./jws.ts";

type Json = Readonly<Record<string, unknown>>;
type By = Parameters<typeof assembleJws>[2];

const order = (a: string, b: string, way: -1 | 0 | 1) => ({ a, b, order: way });
const noVersion = (a: string) => ({ a, b: "1.0.0", error: "invalid" });

export const versions = [
  order("1.2.3", "1.2.3", 0),
  order("1.2.3", "1.2.4", -1),
  order("1.2.10", "1.2.9", 1),
  order("1.10.0", "1.9.65535", 1),
  order("2.0.0", "1.65535.65535", 1),
  order("0.0.0", "0.0.1", -1),
  order("65535.65535.65535", "65535.65535.65534", 1),
  ...[
    "",
    "1",
    "1.2",
    "1.2.3.4",
    "01.2.3",
    "1.02.3",
    "1.2.-3",
    "1.2.3-rc1",
    "v1.2.3",
    " 1.2.3",
    "1.2.65536",
    "1.2.3\n",
  ].map(noVersion),
];

const RUNNING = {
  chip: "ESP32",
  version: "1.4.0",
  sha256: "5f".repeat(32),
  slotBytes: 1_310_720,
};
/** An update to the next version. */
const RELEASE = {
  version: "1.4.1",
  chip: "ESP32",
  size: 1_048_576,
  sha256: "a1".repeat(32),
  iat: 1_800_000_000,
};
const json = (value: unknown) => JSON.stringify(value);

async function release(change: Json = {}, header: Json = {}, by: By = "release"): Promise<string> {
  const head = { alg: "ES256", typ: "openlock-release+jwt", kid: await kidOf(by), ...header };
  return assembleJws(json(head), json({ ...RELEASE, ...change }), by);
}

/** `releases.json`: manifests of updates, and what is not one. */
export async function releases() {
  const kid = await kidOf("release");
  const header = json({ alg: "ES256", typ: "openlock-release+jwt", kid });
  const good = async (name: string, change: Json = {}, by: By = "release") => ({
    ...{ name, jws: await release(change, {}, by), kid: await kidOf(by), claims: { ...RELEASE, ...change } },
  });
  const bad = async (
    at: "parse" | "verify" | "running",
    error: string,
    name: string,
    jws: Promise<string> | string,
  ) => ({ name, jws: await jws, at, error });
  const badClaims = (name: string, change: Json) => bad("parse", "invalid", name, release(change));
  const badHeader = (name: string, change: Json) => bad("parse", "invalid", name, release({}, change));
  const notFor = (error: string, name: string, change: Json) => bad("running", error, name, release(change));
  const plain = await release();
  const [head = "", , signature = ""] = plain.split(".");
  const wayBack = { version: "1.3.0", allowDowngrade: RUNNING.sha256 };

  return {
    about: "Manifests of updates (section 5). `at` says which check refuses.",
    releaseKeys: [publicKeyOf("release"), publicKeyOf("secondRelease")],
    running: RUNNING,
    cases: [
      await good("the next version"),
      await good("by the second release key", {}, "secondRelease"),
      await good("two versions on, from the one that runs", { version: "2.0.0", minimum: "1.4.0" }),
      await good("as large as the slot", { size: RUNNING.slotBytes }),
      await good("the way back", wayBack),
      await good("the same version built anew, by the way back", {
        version: RUNNING.version,
        allowDowngrade: RUNNING.sha256,
      }),
      await good("a newer one that also names another image to leave", { allowDowngrade: "00".repeat(32) }),

      await bad("parse", "too-large", "longer than 2 KiB", `${plain}${"A".repeat(2048)}`),
      await bad("parse", "not-compact", "nothing", ""),
      await bad("parse", "not-compact", "no signature", `${plain.slice(0, plain.lastIndexOf("."))}.`),
      await bad("parse", "not-canonical", "padding", `${plain}==`),
      await badHeader("alg none", { alg: "none" }),
      await badHeader("alg HS256", { alg: "HS256" }),
      await badHeader("typ of a grant", { typ: "openlock-grant+jwt" }),
      await badHeader("no kid", { kid: undefined }),
      await badHeader("a key in the header", { jwk: publicKeyOf("release") }),
      await bad(
        "parse",
        "duplicate-member",
        "claims with version twice",
        assembleJws(header, json(RELEASE).replace("{", '{"version":"9.0.0",'), "release"),
      ),
      await badClaims("no version", { version: undefined }),
      await badClaims("a version with a suffix", { version: "1.4.1-rc1" }),
      await badClaims("no chip", { chip: undefined }),
      await badClaims("no size", { size: undefined }),
      await badClaims("size 0", { size: 0 }),
      await badClaims("a byte above 16 MiB", { size: 16 * 1024 * 1024 + 1 }),
      await badClaims("half a byte", { size: 1.5 }),
      await badClaims("no sha256", { sha256: undefined }),
      await badClaims("sha256 in capitals", { sha256: "A1".repeat(32) }),
      await badClaims("sha256 cut short", { sha256: "a1".repeat(31) }),
      await badClaims("allowDowngrade as a flag", { allowDowngrade: true }),
      await badClaims("no iat", { iat: undefined }),
      await badClaims("an unknown claim", { url: "https://elsewhere" }),

      await bad("verify", "wrong-key", "by an owner key", release({}, {}, "owner")),
      await bad("verify", "wrong-key", "by a stranger", release({}, {}, "stranger")),
      await bad(
        "verify",
        "bad-signature",
        "a stranger's, under a release key's kid",
        release({}, { kid }, "stranger"),
      ),
      await bad(
        "verify",
        "bad-signature",
        "with another hash",
        `${head}.${encodeBase64url(encodeUtf8(json({ ...RELEASE, sha256: "a2".repeat(32) })))}.${signature}`,
      ),
      await bad(
        "verify",
        "bad-signature",
        "a bit of the signature",
        `${plain.slice(0, plain.lastIndexOf(".") + 1)}${flipBit(signature, 5)}`,
      ),

      await notFor("wrong-chip", "for another chip", { chip: "ESP32-S3" }),
      await notFor("wrong-chip", "for a chip of another spelling", { chip: "esp32" }),
      await notFor("too-large", "a byte larger than the slot", { size: RUNNING.slotBytes + 1 }),
      await notFor("not-newer", "the version that runs", { version: RUNNING.version }),
      await notFor("not-newer", "an older one", { version: "1.3.9" }),
      await notFor("not-newer", "a way back from another image", {
        version: "1.3.0",
        allowDowngrade: "5e".repeat(32),
      }),
      await notFor("below-minimum", "one that wants a step between", { version: "2.0.0", minimum: "1.5.0" }),
      await notFor("below-minimum", "a way back that does", { ...wayBack, minimum: "1.4.1" }),
    ],
  };
}
