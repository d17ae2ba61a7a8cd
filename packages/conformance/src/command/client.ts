import {
  importDeviceKey,
  openResult,
  type RegistrationRequest,
  type ResultClaims,
  randomBase64url,
  type SigningKey,
  signWith,
  thumbprint,
} from "@openlock/protocol";
import type { Relay } from "../relay/relay.ts";
import { sealParts } from "./seal.ts";

/** Members of claims or header that a check wants otherwise; `undefined` leaves one out. */
export type Change = Readonly<Record<string, unknown>>;

export interface Forging {
  readonly claims?: Change;
  /** On top of what the claims say. */
  readonly header?: Change;
  /** Signs instead of giving the password. */
  readonly by?: SigningKey;
  readonly grant?: string;
  /** The header's text, in place of it all. */
  readonly headerText?: string;
  /** The plaintext, in place of it all. */
  readonly plaintext?: string | Uint8Array;
}

/** A command on its way, with what opens its answer. */
export interface Sealed {
  readonly jwe: string;
  readonly parts: readonly string[];
  readonly jti: string;
  readonly reply: string;
}

const TAP_SECONDS = 20;

/** Seals commands as a client does, or as an attacker would. */
export class Client {
  readonly #relay: Relay;
  password: string;

  constructor(relay: Relay, password: string) {
    this.#relay = relay;
    this.password = password;
  }

  /** What the relay publishes of the door. */
  get door(): RegistrationRequest {
    const registration = this.#relay.registrations.at(-1);
    if (!registration) throw new Error("the device has not registered");
    return registration;
  }

  nowSeconds(): number {
    return Math.floor(this.#relay.now() / 1000);
  }

  async seal(command: string, args: unknown = undefined, forging: Forging = {}): Promise<Sealed> {
    const { doorId, publicKey, boot } = this.door;
    const iat = (forging.claims?.iat as number | undefined) ?? this.nowSeconds();
    const signed = forging.by !== undefined;
    const claims: Record<string, unknown> = {
      ...{ aud: doorId, iat, jti: randomBase64url(16), exp: iat + TAP_SECONDS, boot, command },
      ...(args === undefined ? {} : { args }),
      ...(signed ? {} : { password: this.password }),
      ...{ reply: randomBase64url(32), ...forging.claims },
    };
    const header = JSON.stringify({
      ...{ alg: "RSA-OAEP-256", enc: "A256GCM", typ: "openlock-command+jwt" },
      ...(signed ? { cty: "JWT" } : {}),
      ...{ kid: await thumbprint(publicKey), aud: claims.aud, iat: claims.iat, jti: claims.jti },
      ...forging.header,
    });
    const plaintext =
      forging.plaintext ??
      (forging.by ? await signWith(forging.by, forging.grant)(claims as never) : JSON.stringify(claims));
    const key = await importDeviceKey(publicKey);
    const parts = await sealParts({ key, header: forging.headerText ?? header, plaintext });
    return { jwe: parts.join("."), parts, jti: String(claims.jti), reply: String(claims.reply) };
  }

  /** @throws where the answer is not the device's own */
  open(jwe: string, sealed: Sealed): Promise<ResultClaims> {
    return openResult(jwe, sealed);
  }
}
