import assert from "node:assert/strict";
import { BOUNDS, decodeBase64url } from "@openlock/protocol";
import { section } from "./check.ts";
import { CLAIM, type Rig } from "./rig.ts";
import { readVectors, resealed } from "./vectors.ts";

const { check, checks } = section("1. What is not opened");
export const sealedChecks = checks;

interface CommandVector {
  readonly name: string;
  readonly jwe: string;
  readonly error?: string;
  readonly at?: "parse" | "open" | "authorise";
}

/** Faults of the text or of the cipher, which a new sealing would heal. */
const NOT_RESEALED = new Set(["not-compact", "not-canonical", "undecryptable", "too-large"]);
const NESTED_CLAIMS = "a plain command that says it is signed (section 9)";

async function expectAllUnopened(rig: Rig, wanted: (vector: CommandVector) => boolean): Promise<void> {
  const { kid } = await rig.info();
  assert(kid !== undefined);
  let tried = 0;
  for (const vector of readVectors<{ cases: readonly CommandVector[] }>("commands").cases) {
    if (vector.error === undefined || !wanted(vector)) continue;
    tried++;
    try {
      await rig.expectUnopened(await resealed(rig.client, vector.jwe, kid));
    } catch (error) {
      throw new Error(`${vector.name}: ${(error as Error).message}`, { cause: error });
    }
  }
  assert(tried > 0);
  // Nothing of it disturbed the device.
  await rig.expectDone("unlock");
}

check(
  "a header with another `alg`, `enc` or `typ`, with `zip`, `crit`, a duplicate or an unknown member: 400, nothing sealed",
  {},
  (rig) =>
    expectAllUnopened(
      rig,
      ({ at, error = "", name }) => at === "parse" && !NOT_RESEALED.has(error) && name !== NESTED_CLAIMS,
    ),
);

check("claims that do not fit, or are not those of the header: 400, nothing sealed", {}, (rig) =>
  expectAllUnopened(
    rig,
    ({ at, error = "" }) =>
      at === "open" && !NOT_RESEALED.has(error) && error !== "wrong-key" && error !== "wrong-door",
  ),
);

check("arguments nested deeper than 16", {}, (rig) =>
  expectAllUnopened(rig, ({ name }) => name === "arguments nested too deeply"),
);

check("the vectors that are to be taken are taken, sealed to this device", {}, async (rig) => {
  const { kid } = await rig.info();
  for (const vector of readVectors<{ cases: readonly CommandVector[] }>("commands").cases) {
    if (vector.error !== undefined) continue;
    const sealed = await resealed(rig.client, vector.jwe, kid ?? "");
    const { code, jwe } = await rig.deliver(sealed);
    assert(jwe !== undefined, `${vector.name}: ${code} with nothing sealed`);
  }
});

/** How each part may be spelled or cut otherwise, and is then no part of this command. */
const SPELLINGS: readonly (readonly [string, (parts: string[]) => string[]])[] = [
  ["four parts", (parts) => parts.slice(0, 4)],
  ["six parts", (parts) => [...parts, ""]],
  ["no encrypted key", (parts) => parts.with(1, "")],
  ["an encrypted key cut short", (parts) => parts.with(1, cut(parts[1], 255))],
  ["an IV of 11 bytes", (parts) => parts.with(2, cut(parts[2], 11))],
  ["an IV of 13 bytes", (parts) => parts.with(2, grown(parts[2]))],
  ["no ciphertext", (parts) => parts.with(3, "")],
  ["a tag of 15 bytes", (parts) => parts.with(4, cut(parts[4], 15))],
  ["a tag of 4 bytes", (parts) => parts.with(4, cut(parts[4], 4))],
  ["an unused bit of the tag", (parts) => parts.with(4, withUnusedBit(parts[4]))],
  ["an unused bit of the encrypted key", (parts) => parts.with(1, withUnusedBit(parts[1]))],
  ...[0, 1, 2, 3, 4].map(
    (part) =>
      [
        `a bit of part ${part + 1}`,
        (parts: string[]) => parts.with(part, withFlippedBit(parts[part])),
      ] as const,
  ),
];

check(
  "five parts in the one spelling of base64url, of the lengths that the algorithms give, and no bit otherwise",
  {},
  async (rig) => {
    for (const [name, change] of SPELLINGS) {
      const sealed = await rig.client.seal("unlock");
      const jwe = change([...sealed.parts]).join(".");
      assert.notEqual(jwe, sealed.jwe, name);
      await rig.expectUnopened({ jwe, jti: sealed.jti }).catch((error: Error) => {
        throw new Error(`${name}: ${error.message}`, { cause: error });
      });
    }
    await rig.expectDone("unlock");
  },
);

check("the encrypted key must be below the modulus: it has one spelling", {}, async (rig) => {
  const modulus = BigInt(`0x${Buffer.from(decodeBase64url(rig.client.door.publicKey.n)).toString("hex")}`);
  const bytes = decodeBase64url(rig.client.door.publicKey.n).length;
  for (;;) {
    const sealed = await rig.client.seal("unlock");
    const number = BigInt(`0x${Buffer.from(sealed.parts[1] ?? "", "base64url").toString("hex")}`) + modulus;
    const hex = number.toString(16).padStart(bytes * 2, "0");
    // Above the modulus and as long: about half of all.
    if (hex.length > bytes * 2) continue;
    const jwe = sealed.parts.with(1, Buffer.from(hex, "hex").toString("base64url")).join(".");
    await rig.expectUnopened({ jwe, jti: sealed.jti });
    return;
  }
});

check("a command whose claims are longer than 4 KiB", {}, async (rig) => {
  const fits = (length: number) => ({ claims: { command: "sing", args: { a: "x".repeat(length) } } });
  const empty = await rig.client.seal("sing", { a: "" });
  const room = BOUNDS.claimsBytes - Buffer.from(empty.parts[3] ?? "", "base64url").length;
  await rig.expectError("unknown-command", "sing", { a: "x".repeat(room) });
  await rig.expectUnopened(await rig.client.seal("sing", undefined, fits(room + 1)));
});

check("a header longer than 1 KiB", {}, async (rig) => {
  const { parts } = await rig.client.seal("unlock");
  const text = Buffer.from(parts[0] ?? "", "base64url").toString();
  const headerText = `{${" ".repeat(1025 - text.length)}${text.slice(1)}`;
  const claims = JSON.parse(text) as { iat: number; jti: string };
  await rig.expectUnopened(
    await rig.client.seal("unlock", {}, { headerText, claims: { iat: claims.iat, jti: claims.jti } }),
  );
});

check(
  "nested in the wrong order: claims where `cty` says signed, and a signature where it does not",
  {},
  async (rig) => {
    const { parts } = await rig.client.seal("unlock");
    const header = { cty: "JWT" };
    await rig.expectUnopened(await rig.client.seal("unlock", {}, { header }));
    const inner = `${parts[0]}.${parts[3]}.${parts[4]}`;
    await rig.expectUnopened(await rig.client.seal("unlock", {}, { plaintext: inner }));
  },
);

check(
  "arguments of the vectors that do not fit: `invalid-arguments`; names that are no command: `unknown-command`",
  {},
  async (rig) => {
    interface ArgsVector {
      readonly command: string;
      readonly args?: unknown;
      readonly error?: string;
    }
    for (const { command, args, error } of readVectors<{ cases: readonly ArgsVector[] }>("command-arguments")
      .cases) {
      // In the claims themselves, an empty name and a list of arguments do not fit.
      if (error === undefined || command === "" || command.length > 32 || Array.isArray(args)) continue;
      await rig.expectError(error, command, args).catch((cause: Error) => {
        throw new Error(`${command} ${JSON.stringify(args)}: ${cause.message}`, { cause });
      });
    }
  },
);

check("`configure` takes none of the vectors of settings that do not fit", {}, async (rig) => {
  interface SettingsVector {
    readonly name: string;
    readonly settings: unknown;
    readonly error?: string;
  }
  for (const { name, settings, error } of readVectors<{ cases: readonly SettingsVector[] }>("settings")
    .cases) {
    if (error === undefined || Array.isArray(settings) || typeof settings !== "object" || settings === null)
      continue;
    const sealed = await rig.client.seal("configure", settings);
    // Some are longer than a command may be.
    if (Buffer.from(sealed.parts[3] ?? "", "base64url").length > BOUNDS.claimsBytes) continue;
    // A text with U+0000 or a lone surrogate is no JSON of the protocol, and not opened.
    const { code, jwe } = await rig.deliver(sealed);
    assert.equal(code, 400, name);
    if (jwe !== undefined)
      assert.equal((await rig.client.open(jwe, sealed)).error, "invalid-arguments", name);
  }
  await rig.expectDone("unlock");
});

check("a claim code is no setting of `configure`", {}, async (rig) => {
  await rig.expectError("invalid-arguments", "configure", { relockSeconds: 3, claim: CLAIM });
});

function cut(part = "", bytes: number): string {
  return Buffer.from(part, "base64url").subarray(0, bytes).toString("base64url");
}

function grown(part = ""): string {
  return Buffer.concat([Buffer.from(part, "base64url"), Buffer.of(0)]).toString("base64url");
}

function withFlippedBit(part = ""): string {
  const bytes = Buffer.from(part, "base64url");
  const at = bytes.length - 1;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString("base64url");
}

/** The same bytes, in a spelling that base64url does not allow. */
function withUnusedBit(part = ""): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = alphabet.indexOf(part.at(-1) ?? "");
  return `${part.slice(0, -1)}${alphabet[last + 1]}`;
}
