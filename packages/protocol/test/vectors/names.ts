import { fingerprint } from "../../src/keys.ts";
import { encodeUtf8, sha256 } from "./encoding.ts";
import { DEVICE_KEY, flipBit, publicHalf, readFixture } from "./jwe.ts";

const valid = (type: string, ...values: readonly unknown[]) => values.map((value) => ({ type, value }));
const invalid = (type: string, ...values: readonly unknown[]) =>
  values.map((value) => ({ type, value, error: "invalid" }));

const bytes = (count: number, last = "A") => {
  const characters = Math.ceil((count * 4) / 3);
  return "A".repeat(characters - 1) + last;
};
const LAST_SECOND = 253_402_300_799;

/** Cases of `names.json`. */
export const names = [
  ...valid("DoorId", "front", "a", "7", "a-b", "a--b", "a".repeat(64)),
  ...invalid(
    "DoorId",
    "",
    "-a",
    "a-",
    "Front",
    "a_b",
    "a b",
    "a/b",
    "..",
    "tür",
    "a".repeat(65),
    "a\n",
    7,
    null,
  ),
  ...valid("Uid", "24a1600b1c2d", "000000000000"),
  ...invalid("Uid", "24A1600B1C2D", "24:a1:60:0b:1c:2d", "24a1600b1c2", "24a1600b1c2d0", "24a1600b1c2g"),
  ...valid("Kid", bytes(32)),
  ...invalid("Kid", bytes(31), bytes(33), bytes(32, "B"), `${bytes(32)}=`, ""),
  ...valid("Jti", bytes(16), bytes(32), bytes(64)),
  ...invalid("Jti", bytes(15), bytes(65), bytes(16, "B"), "", "A".repeat(4096)),
  ...valid("BootNonce", bytes(16)),
  ...invalid("BootNonce", bytes(15), bytes(17), bytes(16, "B")),
  ...valid("Seconds", 0, 1_800_000_000, LAST_SECOND),
  ...invalid("Seconds", -1, 1.5, LAST_SECOND + 1, "1800000000", null, true),
  ...valid("Milliseconds", 0, 1_800_000_000_123, LAST_SECOND * 1000 + 999),
  ...invalid("Milliseconds", -1, 0.5, LAST_SECOND * 1000 + 1000),
];

/** Cases of `claim-codes.json`. */
export const claimCodes = [
  { value: "0123-4567-89AB-CDEF" },
  { value: "GHJK-MNPQ-RSTV-WXYZ" },
  ...[
    ["lower case", "0123-4567-89ab-cdef"],
    ["I, which looks like 1", "0123-4567-89AB-CDEI"],
    ["L, which looks like 1", "0123-4567-89AB-CDEL"],
    ["O, which looks like 0", "0123-4567-89AB-CDEO"],
    ["U", "0123-4567-89AB-CDEU"],
    ["no hyphens", "0123456789ABCDEF"],
    ["three groups", "0123-4567-89AB"],
    ["five groups", "0123-4567-89AB-CDEF-GHJK"],
    ["spaces for hyphens", "0123 4567 89AB CDEF"],
    ["a line break at the end", "0123-4567-89AB-CDEF\n"],
    ["nothing", ""],
  ].map(([why, value]) => ({ value, why, error: "invalid" })),
];

type PublicKeys = Record<
  "rsa1024" | "rsa2040" | "rsa3072" | "rsa4096" | "p256",
  { kty: string; n?: string; e?: string; crv?: string; x?: string; y?: string }
>;
export const PUBLIC_KEYS = readFixture<PublicKeys>("test-only-public-keys.json");

// RFC 7638, 3.1: the example key, and the thumbprint that the RFC gives for it.
const RFC_7638 = {
  kty: "RSA",
  n: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
  e: "AQAB",
  alg: "RS256",
  kid: "2011-04-29",
};

// RFC 7638, 3.2 and 3.3: required members only, in the order of their names, no white space. Written out here
// instead of taken from the package.
async function rsaKid({ n, e }: { n?: string; e?: string }): Promise<string> {
  return sha256(encodeUtf8(`{"e":"${e}","kty":"RSA","n":"${n}"}`));
}

export async function thumbprints() {
  const device = publicHalf(DEVICE_KEY);
  const { p256, rsa1024, rsa2040, rsa3072, rsa4096 } = PUBLIC_KEYS;
  const p256Kid = await sha256(encodeUtf8(`{"crv":"P-256","kty":"EC","x":"${p256.x}","y":"${p256.y}"}`));
  const even = flipBit(device.n, -1);
  const rsa = async (name: string, jwk: { n?: string; e?: string }, kid?: string) => {
    const computed = kid ?? (await rsaKid(jwk));
    return { name, jwk, kid: computed, fingerprint: fingerprint(computed) };
  };
  const unfit = (name: string, jwk: unknown) => ({ name, jwk, error: "invalid" });
  return [
    await rsa("RFC 7638, 3.1", RFC_7638, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"),
    await rsa("the test device", device),
    await rsa("3072 bits", rsa3072),
    await rsa("4096 bits", rsa4096),
    await rsa("public members of a JWK besides", { ...device, ...{ alg: "RSA-OAEP-256", use: "enc" } }),
    { name: "P-256", jwk: p256, kid: p256Kid, fingerprint: fingerprint(p256Kid) },
    unfit("1024 bits", rsa1024),
    unfit("2040 bits", rsa2040),
    unfit("another exponent", { ...device, e: "Aw" }),
    unfit("the exponent with a leading zero", { ...device, e: "AAEAAQ" }),
    unfit("an even modulus", { ...device, n: even }),
    unfit("a modulus with a leading zero byte", { ...device, n: bytesBefore(device.n) }),
    unfit("a modulus in plain base64", { ...device, n: `+${device.n.slice(1)}` }),
    unfit("no modulus", { kty: "RSA", e: "AQAB" }),
    unfit("a private key", { ...device, d: DEVICE_KEY.jwk.d }),
    unfit("another type", { ...device, kty: "oct" }),
    unfit("another curve", { ...p256, crv: "P-384" }),
    unfit("a coordinate too short", { ...p256, x: "AA" }),
    unfit("a point that is not on the curve", { ...p256, y: p256.x }),
    unfit("coordinates above the prime", { ...p256, x: `${"_".repeat(42)}8` }),
    unfit("a private P-256 key", { ...p256, d: p256.x }),
  ];
}

function bytesBefore(n: string): string {
  return Buffer.concat([Buffer.from([0]), Buffer.from(n, "base64url")]).toString("base64url");
}
