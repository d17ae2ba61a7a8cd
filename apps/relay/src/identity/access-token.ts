import { randomBytes } from "node:crypto";
import {
  type CryptoKey,
  calculateJwkThumbprint,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  jwtVerify,
  SignJWT,
} from "jose";
import { z } from "zod";
import type { SettingRecords } from "../records/records.ts";

/** How long an access token is good for. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;
export const ACCESS_TOKEN_TYPE = "openlock-access+jwt";
export const ACCESS_TOKEN_AUDIENCE = "openlock-api";

const SETTING = "access-token-key";
const ALGORITHM = "ES256";
const TOKEN_CHARACTERS_MAX = 2048;
/** Verified tokens that are remembered at once. */
const VERIFIED_MAX = 10_000;

const StoredKey = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});

// Everything else of the token is checked by `jwtVerify`.
const Claims = z.object({ sub: z.string().min(1), sid: z.string().min(1), exp: z.int() });

/** Whom an access token stands for. Whether that still holds is for `Standing` to say. */
export interface TokenHolder {
  readonly personId: string;
  readonly familyId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * Access tokens: JWTs (RFC 7519) by the practice of RFC 8725: one algorithm, a `typ` of their own, issuer and audience
 * checked. The key is made at first start and kept in the settings, so that every node signs with the same one.
 */
export class AccessTokens {
  readonly #issuer: string;
  readonly #kid: string;
  readonly #privateKey: CryptoKey;
  readonly #publicKey: CryptoKey;
  readonly #verified = new Map<string, TokenHolder>();

  private constructor(parts: {
    readonly issuer: string;
    readonly kid: string;
    readonly privateKey: CryptoKey;
    readonly publicKey: CryptoKey;
  }) {
    this.#issuer = parts.issuer;
    this.#kid = parts.kid;
    this.#privateKey = parts.privateKey;
    this.#publicKey = parts.publicKey;
  }

  /** @param issuer the relay's own address */
  static async load(settings: SettingRecords, issuer: string): Promise<AccessTokens> {
    const stored = (await settings.get(SETTING)) ?? (await settings.putIfAbsent(SETTING, await newKey()));
    const { d, ...publicJwk } = StoredKey.parse(JSON.parse(stored));
    return new AccessTokens({
      issuer,
      kid: await calculateJwkThumbprint(publicJwk),
      privateKey: await importKey({ ...publicJwk, d }),
      publicKey: await importKey(publicJwk),
    });
  }

  async issue(
    holder: Pick<TokenHolder, "personId" | "familyId">,
    now: number,
  ): Promise<{ readonly token: string; readonly expiresAt: number }> {
    const issuedAt = Math.floor(now / 1000);
    const expiresAt = issuedAt + ACCESS_TOKEN_SECONDS;
    const token = await new SignJWT({ sid: holder.familyId })
      .setProtectedHeader({ alg: ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid: this.#kid })
      .setIssuer(this.#issuer)
      .setAudience(ACCESS_TOKEN_AUDIENCE)
      .setSubject(holder.personId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .setJti(randomBytes(16).toString("base64url"))
      .sign(this.#privateKey);
    return { token, expiresAt: expiresAt * 1000 };
  }

  /** @returns undefined for a token that is not ours or is not for this API, `ended` for one of ours that has expired. */
  async verify(token: string, now: number): Promise<TokenHolder | "ended" | undefined> {
    const known = this.#verified.get(token);
    if (known) {
      if (now < known.expiresAt) return known;
      this.#verified.delete(token);
      return "ended";
    }
    if (token.length > TOKEN_CHARACTERS_MAX) return undefined;
    const holder = await this.#check(token, now);
    if (holder && holder !== "ended") this.#remember(token, holder);
    return holder;
  }

  async #check(token: string, now: number): Promise<TokenHolder | "ended" | undefined> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.#publicKey, {
        algorithms: [ALGORITHM],
        typ: ACCESS_TOKEN_TYPE,
        issuer: this.#issuer,
        audience: ACCESS_TOKEN_AUDIENCE,
        requiredClaims: ["sub", "sid", "iat", "exp", "jti"],
        currentDate: new Date(now),
      });
      if (protectedHeader.kid !== this.#kid) return undefined;
      const { sub, sid, exp } = Claims.parse(payload);
      return { personId: sub, familyId: sid, expiresAt: exp * 1000 };
    } catch (error) {
      // Looked at last, when its signature has been found good.
      return error instanceof errors.JWTExpired ? "ended" : undefined;
    }
  }

  #remember(token: string, holder: TokenHolder): void {
    this.#verified.set(token, holder);
    if (this.#verified.size <= VERIFIED_MAX) return;
    for (const oldest of this.#verified.keys()) {
      this.#verified.delete(oldest);
      return;
    }
  }
}

async function newKey(): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return JSON.stringify(StoredKey.parse(await exportJWK(privateKey)));
}

async function importKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  if (key instanceof Uint8Array) throw new TypeError("not an asymmetric key");
  return key;
}
