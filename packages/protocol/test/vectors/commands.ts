import { decodeBase64url, encodeBase64url, sha256 } from "./encoding.ts";
import { assemble, DEVICE_KEY, flipBit, OTHER_KEY, publicHalf, withPart } from "./jwe.ts";
import { thumbprints } from "./names.ts";

export const DOOR = "front";
const IAT = 1_800_000_000;
const JTI = "AAECAwQFBgcICQoLDA0ODw";
const BOOT = "EBESExQVFhcYGRobHB0eHw";
const REPLY = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8";

const kidOf = async (name: string) => {
  const found = (await thumbprints()).find((test) => test.name === name);
  if (!found || !("kid" in found)) throw new Error(name);
  return found.kid;
};
export const deviceKid = () => kidOf("the test device");

type Json = Readonly<Record<string, unknown>>;

/** What a party learns at which check: `parse` is everybody's on the way, the relay's too; `open` the device's alone. */
type Stage = "parse" | "open";

/** `commands.json`: sealed commands, and what is not one. */
export async function commands() {
  const kid = await deviceKid();
  const header = {
    alg: "RSA-OAEP-256",
    enc: "A256GCM",
    typ: "openlock-command+jwt",
    kid,
    aud: DOOR,
    iat: IAT,
    jti: JTI,
  };
  const claims = {
    ...{ aud: DOOR, iat: IAT, jti: JTI, exp: IAT + 20, boot: BOOT, command: "unlock", args: { seconds: 5 } },
    ...{ password: "TEST-ONLY correct horse", reply: REPLY },
  };
  const { n } = publicHalf(DEVICE_KEY);

  const raw = (
    name: string,
    headerText: string,
    plaintext: string | Uint8Array<ArrayBuffer>,
    encryptedKey = DEVICE_KEY.encryptedKey,
  ) => assemble({ name, header: headerText, plaintext, encryptedKey, cek: DEVICE_KEY.cek });
  const sealed = (name: string, headerChange: Json, claimsChange: Json) =>
    raw(name, json({ ...header, ...headerChange }), json({ ...claims, ...claimsChange }));

  const good = async (name: string, change: { header?: Json; claims?: Json } = {}) => {
    const expected = { ...claims, ...change.claims };
    const jwe = await sealed(name, change.header ?? {}, change.claims ?? {});
    return {
      name,
      jwe,
      header: { ...header, ...change.header },
      claims: JSON.parse(json(expected)) as Json,
      sha256: await sha256(...jwe.split(".").map(decodeBase64url)),
    };
  };
  const bad = (at: Stage, error: string) => async (name: string, jwe: Promise<string> | string) => ({
    ...{ name, jwe: await jwe, at, error },
  });
  const badHeader = (name: string, change: Json) => bad("parse", "invalid")(name, sealed(name, change, {}));
  const badClaims = (name: string, change: Json) => bad("open", "invalid")(name, sealed(name, {}, change));
  const mismatch = (name: string, change: Json) =>
    bad("open", "header-mismatch")(name, sealed(name, {}, change));

  const plain = await sealed("unlock for five seconds", {}, {});
  const notCompact = bad("parse", "not-compact");
  const notCanonical = bad("parse", "not-canonical");
  const undecryptable = bad("open", "undecryptable");
  const flipped = (part: 1 | 2 | 3 | 4, bit: number) => withPart(plain, part, (text) => flipBit(text, bit));

  return {
    about:
      "Sealed commands (section 1). `at` says whose check refuses: `parse` is for everybody on the way, the relay too; `open` needs the private key.",
    device: { door: DOOR, kid, key: "test-only-device-key.json" },
    cases: [
      await good("unlock for five seconds"),
      await good("without arguments", { claims: { command: "lock", args: undefined } }),
      await good("without a password", { claims: { password: undefined } }),
      await good("a text that is not ASCII", { claims: { password: "TEST-ONLY Schlüssel 🔑" } }),
      await good("an unknown command opens: what it is worth is said later", {
        claims: { command: "sing", args: {} },
      }),
      await good("the longest life", { claims: { exp: IAT + 60 } }),
      await good("the longest jti", { header: { jti: "A".repeat(86) }, claims: { jti: "A".repeat(86) } }),

      await bad("parse", "too-large")("longer than 8 KiB", `${plain}${"A".repeat(8192)}`),
      await bad("parse", "too-large")(
        "claims longer than 4 KiB",
        sealed("big", {}, { password: "p".repeat(4096) }),
      ),
      await bad("parse", "too-large")(
        "a header longer than 1 KiB",
        sealed("header", { typ: "t".repeat(1024) }, {}),
      ),
      await notCompact("nothing", ""),
      await notCompact("four parts", plain.slice(0, plain.lastIndexOf("."))),
      await notCompact("six parts", `${plain}.AAAA`),
      await notCompact(
        "an empty header",
        withPart(plain, 0, () => ""),
      ),
      await notCompact(
        "no encrypted key",
        withPart(plain, 1, () => ""),
      ),
      await notCompact(
        "an encrypted key of 255 bytes",
        withPart(plain, 1, (text) => cut(text, 255)),
      ),
      await notCompact(
        "an encrypted key of 513 bytes",
        withPart(plain, 1, () => encodeBase64url(new Uint8Array(513))),
      ),
      await notCompact(
        "an IV of 11 bytes",
        withPart(plain, 2, (text) => cut(text, 11)),
      ),
      await notCompact(
        "an IV of 13 bytes",
        withPart(plain, 2, (text) => `${text}AA`),
      ),
      await notCompact(
        "no ciphertext",
        withPart(plain, 3, () => ""),
      ),
      await notCompact(
        "a tag of 15 bytes",
        withPart(plain, 4, (text) => cut(text, 15)),
      ),
      await notCompact(
        "a tag of 4 bytes",
        withPart(plain, 4, (text) => cut(text, 4)),
      ),
      await notCanonical(
        "an unused bit of the tag set",
        withPart(plain, 4, (text) => nextCharacter(text)),
      ),
      await notCanonical(
        "an unused bit of the encrypted key set",
        withPart(plain, 1, (text) => nextCharacter(text)),
      ),
      await notCanonical("padding", `${plain}==`),
      await notCanonical("a line break at the end", `${plain}\n`),
      await notCanonical("a space before", ` ${plain}`),
      await notCanonical(
        "plain base64",
        withPart(plain, 1, (text) => `+${text.slice(1)}`),
      ),

      await bad("parse", "not-json")("a header that is not JSON", raw("not JSON", "{", json(claims))),
      await bad("parse", "not-json")(
        "a header with a byte order mark",
        raw("BOM", `\ufeff${json(header)}`, json(claims)),
      ),
      await bad("parse", "duplicate-member")(
        "a header with aud twice",
        raw("aud twice", json(header).replace("{", '{"aud":"back",'), json(claims)),
      ),
      await bad("parse", "duplicate-member")(
        "a header with alg twice, escaped",
        raw("alg twice", json(header).replace("{", '{"\\u0061lg":"dir",'), json(claims)),
      ),
      await badHeader("alg RSA-OAEP", { alg: "RSA-OAEP" }),
      await badHeader("alg RSA1_5", { alg: "RSA1_5" }),
      await badHeader("alg dir", { alg: "dir" }),
      await badHeader("alg none", { alg: "none" }),
      await badHeader("no alg", { alg: undefined }),
      await badHeader("enc A128GCM", { enc: "A128GCM" }),
      await badHeader("enc A256CBC-HS512", { enc: "A256CBC-HS512" }),
      await badHeader("typ of a session", { typ: "openlock-session+jwt" }),
      await badHeader("typ in capitals", { typ: "OPENLOCK-COMMAND+JWT" }),
      await badHeader("no typ", { typ: undefined }),
      await badHeader("zip", { zip: "DEF" }),
      await badHeader("crit", { crit: ["exp"] }),
      await badHeader("an empty crit", { crit: [] }),
      await badHeader("a key in the header", { jwk: publicHalf(OTHER_KEY) }),
      await badHeader("an address of keys in the header", { jku: "https://example.org/keys" }),
      await badHeader("an unknown member", { x: 1 }),
      await badHeader("cty of something else", { cty: "jwt" }),
      await badHeader("no kid", { kid: undefined }),
      await badHeader("a kid of 31 bytes", { kid: cut(kid, 31) }),
      await badHeader("a list as aud", { aud: [DOOR] }),
      await badHeader("an aud that is no Door ID", { aud: "Front" }),
      await badHeader("iat as a text", { iat: String(IAT) }),
      await badHeader("iat with a fraction", { iat: IAT + 0.5 }),
      await badHeader("iat before the epoch", { iat: -1 }),
      await badHeader("iat after the year 9999", { iat: 253_402_300_800 }),
      await badHeader("a jti of 15 bytes", { jti: cut(JTI, 15) }),
      await badHeader("a jti of 65 bytes", { jti: encodeBase64url(new Uint8Array(65)) }),
      await bad("parse", "invalid")(
        "__proto__ in the header",
        raw("proto", json(header).replace("{", '{"__proto__":{},'), json(claims)),
      ),
      await bad("parse", "invalid")("a header that is a list", raw("list", json([header]), json(claims))),

      await bad("open", "wrong-key")("another kid", sealed("kid", { kid: await kidOf("RFC 7638, 3.1") }, {})),
      await bad("open", "wrong-door")("another door", sealed("door", { aud: "back" }, { aud: "back" })),
      await bad("open", "not-compact")(
        "a plain command that says it is signed (section 9)",
        sealed("cty", { cty: "JWT" }, {}),
      ),
      await undecryptable(
        "the content key sealed to another device",
        raw("other", json(header), json(claims), OTHER_KEY.encryptedKey),
      ),
      await undecryptable("the first bit of the encrypted key", flipped(1, 0)),
      await undecryptable("the last bit of the encrypted key", flipped(1, -1)),
      await undecryptable(
        "the encrypted key plus the modulus",
        withPart(plain, 1, (text) => plusModulus(text, n)),
      ),
      await undecryptable(
        "an encrypted key of another length",
        withPart(plain, 1, (text) => `${text.slice(0, -1)}AAA`),
      ),
      await undecryptable("the first bit of the IV", flipped(2, 0)),
      await undecryptable("the first bit of the ciphertext", flipped(3, 0)),
      await undecryptable("the last bit of the ciphertext", flipped(3, -1)),
      await undecryptable("the last bit of the tag", flipped(4, -1)),
      await undecryptable(
        "the ciphertext cut short",
        withPart(plain, 3, (text) => cut(text, 100)),
      ),
      await undecryptable(
        "the header spelled with other white space",
        withPart(plain, 0, () => encodeBase64url(Buffer.from(json(header).replace(",", ", ")))),
      ),
      await undecryptable(
        "the header of another time",
        withPart(plain, 0, () => encodeBase64url(Buffer.from(json({ ...header, iat: IAT + 30 })))),
      ),

      await bad("open", "not-json")("claims that are not JSON", raw("no claims", json(header), "unlock")),
      await bad("open", "not-json")(
        "claims that are not UTF-8",
        raw("bytes", json(header), Uint8Array.of(0x22, 0xff, 0x22)),
      ),
      await bad("open", "duplicate-member")(
        "claims with command twice",
        raw("twice", json(header), json(claims).replace("{", '{"command":"lock",')),
      ),
      await bad("open", "too-large")(
        "arguments nested too deeply",
        raw(
          "deep",
          json(header),
          json(claims).replace('{"seconds":5}', `{"a":${"[".repeat(15)}${"]".repeat(15)}}`),
        ),
      ),
      await mismatch("claims for another door", { aud: "back" }),
      await mismatch("claims of another time", { iat: IAT + 1, exp: IAT + 21 }),
      await mismatch("claims with another jti", { jti: "AAECAwQFBgcICQoLDA0OEA" }),
      await badClaims("no boot nonce", { boot: undefined }),
      await badClaims("a boot nonce of 15 bytes", { boot: cut(BOOT, 15) }),
      await badClaims("no exp", { exp: undefined }),
      await badClaims("exp 61 s after iat", { exp: IAT + 61 }),
      await badClaims("exp at iat", { exp: IAT }),
      await badClaims("exp before iat", { exp: IAT - 1 }),
      await badClaims("no reply key", { reply: undefined }),
      await badClaims("a reply key of 16 bytes", { reply: BOOT }),
      await badClaims("a reply key in another spelling", { reply: nextCharacter(REPLY) }),
      await badClaims("an unknown claim", { admin: true }),
      await badClaims("__proto__ in the arguments", { args: JSON.parse('{"__proto__":{"seconds":5}}') }),
      await badClaims("a list of arguments", { args: [] }),
      await badClaims("arguments null", { args: null }),
      await badClaims("an empty command", { command: "" }),
      await badClaims("a password that is a number", { password: 12345678 }),
      await badClaims("U+0000 in the password", { password: "TEST-ONLY\u0000" }),
      await badClaims("a lone surrogate in the password", { password: "TEST-ONLY\ud83d" }),
    ],
  };
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

function cut(text: string, bytes: number): string {
  return encodeBase64url(decodeBase64url(text).slice(0, bytes));
}

/** Another spelling of the same bytes: the lowest unused bit of the last character set. */
function nextCharacter(text: string): string {
  return text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);
}

/** RSA decrypts c and c + n alike where nothing checks the range (RFC 8017, 5.1.2): a second spelling of one command. */
function plusModulus(encryptedKey: string, n: string): string {
  const number = (text: string) => BigInt(`0x${Buffer.from(text, "base64url").toString("hex")}`);
  return Buffer.from((number(encryptedKey) + number(n)).toString(16).padStart(512, "0"), "hex").toString(
    "base64url",
  );
}
