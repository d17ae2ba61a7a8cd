import { EcPublicJwk, type SigningKey, thumbprint } from "@openlock/protocol";
import {
  CompactEncrypt,
  type CryptoKey,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
  importPKCS8,
  type JWK,
} from "jose";
import { ReleaseError } from "./errors.ts";

// RFC 7518, 4.8; the count is what OWASP's password storage cheat sheet has for PBKDF2 with HMAC-SHA-512, and more.
const ALG = "PBES2-HS512+A256KW";
const ENC = "A256GCM";
const ITERATIONS = 600_000;

/** A release key, which may be kept as a text. */
export interface ReleaseKey extends SigningKey {
  /** What goes into a device's `releaseKeys`. */
  readonly publicJwk: EcPublicJwk;
}

/** A new P-256 key. */
export async function makeReleaseKey(): Promise<ReleaseKey> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return fromPrivate(privateKey);
}

/**
 * The text of a key file: a JWK (RFC 7517); with a passphrase a JWE of one (RFC 7517, 7) by PBES2.
 *
 * @param passphrase at least 12 characters
 * @throws {ReleaseError} `passphrase`
 */
export async function writeReleaseKey({ privateKey }: ReleaseKey, passphrase?: string): Promise<string> {
  const jwk = JSON.stringify({ ...(await exportJWK(privateKey)), alg: "ES256", use: "sig" });
  if (passphrase === undefined) return `${jwk}\n`;
  if (passphrase.length < 12) {
    throw new ReleaseError("passphrase", "The passphrase is too short: take at least 12 characters.");
  }
  const jwe = await new CompactEncrypt(new TextEncoder().encode(jwk))
    .setProtectedHeader({ alg: ALG, enc: ENC, cty: "jwk+json" })
    .setKeyManagementParameters({ p2c: ITERATIONS })
    .encrypt(new TextEncoder().encode(passphrase));
  return `${jwe}\n`;
}

/**
 * Reads the text of a key file: what `writeReleaseKey` gives, or PKCS #8 in PEM, as OpenSSL writes it.
 *
 * @throws {ReleaseError} `bad-key`, `passphrase`
 */
export async function readReleaseKey(text: string, passphrase?: string): Promise<ReleaseKey> {
  const trimmed = text.trim();
  try {
    if (trimmed.startsWith("-----BEGIN PRIVATE KEY-----")) {
      return await fromPrivate(await importPKCS8(trimmed, "ES256", { extractable: true }));
    }
    const json = trimmed.startsWith("{") ? trimmed : await decrypt(trimmed, passphrase);
    const { kty, crv, x, y, d } = JSON.parse(json) as JWK;
    const key = await importJWK({ kty, crv, x, y, d } as JWK, "ES256", { extractable: true });
    if (key instanceof Uint8Array || key.type !== "private") throw new Error("not a private key");
    return await fromPrivate(key);
  } catch (cause) {
    if (cause instanceof ReleaseError) throw cause;
    throw new ReleaseError(
      "bad-key",
      "This is no private P-256 key: a JWK, an encrypted JWK or PKCS #8 in PEM is wanted.",
      { cause },
    );
  }
}

/**
 * Reads a public key, or the public half of a private one.
 *
 * @throws {ReleaseError} `bad-key`
 */
export function readPublicJwk(text: string): EcPublicJwk {
  try {
    const { kty, crv, x, y } = JSON.parse(text) as Record<string, unknown>;
    return EcPublicJwk.parse({ kty, crv, x, y });
  } catch (cause) {
    throw new ReleaseError(
      "bad-key",
      "This is no public P-256 key: a JWK with kty, crv, x and y is wanted.",
      {
        cause,
      },
    );
  }
}

async function decrypt(jwe: string, passphrase: string | undefined): Promise<string> {
  if (jwe.split(".").length !== 5) throw new Error("neither JSON nor a JWE");
  if (passphrase === undefined) {
    throw new ReleaseError("passphrase", "The key file is encrypted: give its passphrase.");
  }
  try {
    const { plaintext } = await compactDecrypt(jwe, new TextEncoder().encode(passphrase), {
      keyManagementAlgorithms: [ALG],
      contentEncryptionAlgorithms: [ENC],
      maxPBES2Count: ITERATIONS,
    });
    return new TextDecoder().decode(plaintext);
  } catch (cause) {
    throw new ReleaseError("passphrase", "The key file does not open with this passphrase.", { cause });
  }
}

async function fromPrivate(privateKey: CryptoKey): Promise<ReleaseKey> {
  const { kty, crv, x, y } = await exportJWK(privateKey);
  const publicJwk = EcPublicJwk.parse({ kty, crv, x, y });
  return { privateKey, publicJwk, kid: await thumbprint(publicJwk) };
}
