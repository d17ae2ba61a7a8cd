import { randomBytes } from "node:crypto";
import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { SigningKeys } from "./signing-keys.ts";

/** How long an access token is good for. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;
export const ACCESS_TOKEN_TYPE = "openlock-access+jwt";
export const ALGORITHM = "ES256";

const TOKEN_CHARACTERS_MAX = 2048;
/** Verified tokens that are remembered at once. */
const VERIFIED_MAX = 10_000;

// Everything else of the token is checked by `jwtVerify`. `aud` may be a list in a JWT; in ours it is one origin.
const Claims = z.object({
  sub: z.string().min(1),
  sid: z.string().min(1),
  aud: z.string().min(1),
  exp: z.int(),
});

/** Whom an access token stands for. Whether that still holds is for `Standing` to say. */
export interface TokenHolder {
  readonly personId: string;
  readonly familyId: string;
  /** The origin whose pages the token is for. */
  readonly audience: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

interface Verified {
  readonly holder: TokenHolder;
  readonly kid: string;
}

/**
 * Access tokens: JWTs (RFC 7519) by the practice of RFC 8725: one algorithm, a `typ` of their own, issuer checked; the
 * audience is an origin, which the caller compares with the one that the request is for.
 */
export class AccessTokens {
  readonly #issuer: string;
  readonly #keys: SigningKeys;
  readonly #verified = new Map<string, Verified>();

  /** @param issuer the relay's own address */
  constructor(keys: SigningKeys, issuer: string) {
    this.#keys = keys;
    this.#issuer = issuer;
  }

  async issue(
    holder: Pick<TokenHolder, "personId" | "familyId" | "audience">,
    now: number,
  ): Promise<{ readonly token: string; readonly expiresAt: number }> {
    const { kid, privateKey } = await this.#keys.current();
    const issuedAt = Math.floor(now / 1000);
    const expiresAt = issuedAt + ACCESS_TOKEN_SECONDS;
    const token = await new SignJWT({ sid: holder.familyId })
      .setProtectedHeader({ alg: ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid })
      .setIssuer(this.#issuer)
      .setAudience(holder.audience)
      .setSubject(holder.personId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .setJti(randomBytes(16).toString("base64url"))
      .sign(privateKey);
    return { token, expiresAt: expiresAt * 1000 };
  }

  /**
   * @returns undefined for a token that is not ours, `ended` for one whose time is over, or that names a key which is
   *   not, or not any more, among ours: it may have been
   */
  async verify(token: string, now: number): Promise<TokenHolder | "ended" | undefined> {
    if (token.length > TOKEN_CHARACTERS_MAX) return undefined;
    const known = this.#verified.get(token);
    if (!known) return this.#check(token, now);
    if (now < known.holder.expiresAt && (await this.#keys.verifying(known.kid))) return known.holder;
    this.#verified.delete(token);
    return "ended";
  }

  async #check(token: string, now: number): Promise<TokenHolder | "ended" | undefined> {
    const kid = kidOf(token);
    if (kid === undefined) return undefined;
    // Outside of what follows: a store that does not answer says nothing about the token.
    const key = await this.#keys.verifying(kid);
    if (!key) return "ended";
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [ALGORITHM],
        typ: ACCESS_TOKEN_TYPE,
        issuer: this.#issuer,
        requiredClaims: ["sub", "sid", "aud", "iat", "exp", "jti"],
        currentDate: new Date(now),
      });
      const { sub, sid, aud, exp } = Claims.parse(payload);
      const holder = { personId: sub, familyId: sid, audience: aud, expiresAt: exp * 1000 };
      this.#remember(token, { holder, kid });
      return holder;
    } catch (error) {
      // Looked at last, when its signature has been found good.
      return error instanceof errors.JWTExpired ? "ended" : undefined;
    }
  }

  #remember(token: string, verified: Verified): void {
    this.#verified.set(token, verified);
    if (this.#verified.size <= VERIFIED_MAX) return;
    for (const oldest of this.#verified.keys()) {
      this.#verified.delete(oldest);
      return;
    }
  }
}

/** Which key a token names: only to choose among our own. */
function kidOf(token: string): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(token);
    return typeof kid === "string" ? kid : undefined;
  } catch {
    return undefined;
  }
}
