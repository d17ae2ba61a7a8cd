import { assemble, DEVICE_KEY, flipBit, OTHER_KEY, withPart } from "./jwe.ts";

type Json = Readonly<Record<string, unknown>>;

const JTI = "AAECAwQFBgcICQoLDA0ODw";
const REPLY = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8";
const OTHER_REPLY = "QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8";

export const STATE = {
  lock: "unlocked",
  mode: "normal",
  until: 1_800_000_005,
  contact: "closed",
  tamper: false,
};
export const STATUS = {
  ...STATE,
  lastCommand: { command: "unlock", code: 200, at: 1_800_000_000_250 },
  ...{
    firmware: "1.4.0",
    chip: "ESP32",
    uptime: 86_400,
    rssi: -61,
    freeHeap: 181_204,
    battery: 87,
    clock: "synced",
  },
  boot: "EBESExQVFhcYGRobHB0eHw",
};

/** `results.json`: a device's sealed answers. */
export async function results() {
  const header = { alg: "dir", enc: "A256GCM", typ: "openlock-result+jwt" };
  const claims = { sub: JTI, iat: 1_800_000_001, code: 200, state: STATE };
  const raw = (name: string, headerText: string, plaintext: string, cek = REPLY) =>
    assemble({ name, header: headerText, plaintext, cek });
  const sealed = (name: string, change: Json, headerChange: Json = {}) =>
    raw(name, JSON.stringify({ ...header, ...headerChange }), JSON.stringify({ ...claims, ...change }));
  const good = async (name: string, change: Json = {}) => ({
    name,
    jwe: await sealed(name, change),
    claims: { ...claims, ...change },
  });
  const bad = async (error: string, name: string, jwe: Promise<string> | string) => ({
    name,
    jwe: await jwe,
    error,
  });
  const badClaims = (name: string, change: Json) => bad("invalid", name, sealed(name, change));
  const badHeader = (name: string, change: Json) => bad("invalid", name, sealed(name, {}, change));
  const plain = await sealed("done", {});

  return {
    about: "Sealed results (section 1), opened with `reply` and believed as the answer to the command `jti`.",
    jti: JTI,
    reply: REPLY,
    cases: [
      await good("done"),
      await good("refused", { code: 400, error: "bad-password", state: { lock: "locked", mode: "normal" } }),
      await good("the answer to `status` carries the whole document", { status: STATUS }),
      await badClaims("a status document with an unknown member", { status: { ...STATUS, password: "" } }),
      await badClaims("200 with an error", { error: "failed" }),
      await badClaims("400 without an error", { code: 400 }),
      await badClaims("an unknown error", { code: 400, error: "because" }),
      await badClaims("another code", { code: 201 }),
      await badClaims("no state", { state: undefined }),
      await badClaims("an unknown lock state", { state: { ...STATE, lock: "ajar" } }),
      await badClaims("an unknown claim", { admin: true }),
      await badClaims("no sub", { sub: undefined }),
      await bad(
        "wrong-command",
        "the answer to another command",
        sealed("other", { sub: "AAECAwQFBgcICQoLDA0OEA" }),
      ),
      await bad(
        "undecryptable",
        "under another reply key",
        raw("key", JSON.stringify(header), JSON.stringify(claims), OTHER_REPLY),
      ),
      await bad(
        "undecryptable",
        "a bit of the ciphertext",
        withPart(plain, 3, (text) => flipBit(text, 40)),
      ),
      await bad(
        "undecryptable",
        "a bit of the tag",
        withPart(plain, 4, (text) => flipBit(text, 0)),
      ),
      await bad(
        "undecryptable",
        "a bit of the IV",
        withPart(plain, 2, (text) => flipBit(text, 0)),
      ),
      await bad(
        "not-compact",
        "an encrypted key, though `dir` has none",
        withPart(plain, 1, () => "AAAA"),
      ),
      await bad(
        "not-compact",
        "a tag of 12 bytes",
        withPart(plain, 4, (text) => text.slice(0, 16)),
      ),
      await bad("not-compact", "nothing", ""),
      await bad("not-canonical", "padding", `${plain}=`),
      await bad("too-large", "longer than 8 KiB", plain + "A".repeat(8192)),
      await badHeader("alg of a command", { alg: "RSA-OAEP-256" }),
      await badHeader("enc A128GCM", { enc: "A128GCM" }),
      await badHeader("typ of a command", { typ: "openlock-command+jwt" }),
      await badHeader("zip", { zip: "DEF" }),
      await badHeader("an unknown header member", { kid: "x" }),
      await bad(
        "duplicate-member",
        "code twice",
        raw("twice", JSON.stringify(header), JSON.stringify(claims).replace("{", '{"code":400,')),
      ),
      await bad("not-json", "not JSON", raw("text", JSON.stringify(header), "done")),
      await bad("invalid", "not an object", raw("number", JSON.stringify(header), "200")),
    ],
  };
}

/** `sessions.json`: session tokens sealed to the device's key. */
export async function sessions() {
  const header = { alg: "RSA-OAEP-256", enc: "A256GCM", typ: "openlock-session+jwt" };
  const session = { token: "TEST-ONLY.session.token", expiresAt: 1_800_003_600_000 };
  const sealed = (name: string, change: Json, headerChange: Json = {}, key = DEVICE_KEY) =>
    assemble({
      name,
      header: JSON.stringify({ ...header, ...headerChange }),
      plaintext: JSON.stringify({ ...session, ...change }),
      encryptedKey: key.encryptedKey,
      cek: key.cek,
    });
  const bad = async (error: string, name: string, jwe: Promise<string> | string) => ({
    name,
    jwe: await jwe,
    error,
  });
  const plain = await sealed("a session", {});
  return {
    about: "Session tokens sealed to the device's key (section 2).",
    key: "test-only-device-key.json",
    cases: [
      { name: "a session", jwe: plain, session },
      await bad("undecryptable", "sealed to another device", sealed("other device", {}, {}, OTHER_KEY)),
      await bad(
        "undecryptable",
        "a bit of the ciphertext",
        withPart(plain, 3, (text) => flipBit(text, 1)),
      ),
      await bad(
        "not-compact",
        "no encrypted key",
        withPart(plain, 1, () => ""),
      ),
      await bad("not-canonical", "padding", `${plain}=`),
      await bad("invalid", "typ of a command", sealed("typ", {}, { typ: "openlock-command+jwt" })),
      await bad("invalid", "alg RSA-OAEP", sealed("alg", {}, { alg: "RSA-OAEP" })),
      await bad("invalid", "an unknown header member", sealed("x", {}, { x: 1 })),
      await bad(
        "invalid",
        "a token with a line break, which would end a header",
        sealed("crlf", { token: "TEST-ONLY.session\r\ntoken" }),
      ),
      await bad("invalid", "a short token", sealed("short", { token: "short" })),
      await bad("invalid", "no end", sealed("end", { expiresAt: undefined })),
      await bad("invalid", "an unknown member", sealed("member", { role: "owner" })),
    ],
  };
}
