import { randomBytes } from "node:crypto";
import { DoorId, Kid } from "@openlock/protocol";
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { SettingRecords } from "../records/records.ts";

/** How long a session token opens sockets. */
export const SESSION_TOKEN_SECONDS = 3600;

const SETTING = "device-session-key";
const TYPE = "openlock-device-session+jwt";
const AUDIENCE = "openlock:device-socket";

// Everything else of the token is checked by `jwtVerify`.
const Claims = z.object({ sub: z.string(), kid: z.string(), exp: z.number().int() });

/** Whom a session token stands for. */
export interface TokenBearer {
  readonly door: DoorId;
  readonly kid: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * The tokens that registration hands out (protocol, section 2): JWTs by a key of the relay's that every node reads
 * from the settings, so that a token of one node opens a socket at another. `typ` and `aud` keep them apart from
 * people's tokens.
 */
export class SessionTokens {
  readonly #key: Uint8Array;

  private constructor(key: Uint8Array) {
    this.#key = key;
  }

  static async load(settings: SettingRecords): Promise<SessionTokens> {
    const stored = await settings.putIfAbsent(SETTING, randomBytes(32).toString("base64url"));
    return new SessionTokens(Buffer.from(stored, "base64url"));
  }

  async issue(
    bearer: { readonly door: DoorId; readonly kid: string },
    now: number,
  ): Promise<{ readonly token: string; readonly expiresAt: number }> {
    const issuedAt = Math.floor(now / 1000);
    const expiresAt = issuedAt + SESSION_TOKEN_SECONDS;
    const token = await new SignJWT({ kid: bearer.kid })
      .setProtectedHeader({ alg: "HS256", typ: TYPE })
      .setSubject(bearer.door)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .setJti(randomBytes(16).toString("base64url"))
      .sign(this.#key);
    return { token, expiresAt: expiresAt * 1000 };
  }

  /** @returns undefined for a token that is not ours, is not for the socket, or has expired. */
  async verify(token: string, now: number): Promise<TokenBearer | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ["HS256"],
        typ: TYPE,
        audience: AUDIENCE,
        requiredClaims: ["sub", "exp", "iat", "jti"],
        currentDate: new Date(now),
      });
      const { sub, kid, exp } = Claims.parse(payload);
      if (!DoorId.safeParse(sub).success || !Kid.safeParse(kid).success) return undefined;
      return { door: sub, kid, expiresAt: exp * 1000 };
    } catch {
      return undefined;
    }
  }
}
