import {
  type GrantClaims,
  parseGrant,
  randomBase64url,
  type SigningKey,
  signGrant,
  signWith,
} from "@openlock/protocol";
import type { SignerSource } from "../door.ts";

/**
 * Signs commands as an owner of the door, without a grant: the door must have the key in its `ownerKeys`.
 *
 * @example createClient({ server, token, signer: ownerSigner(await storedKey()) })
 */
export function ownerSigner(key: SigningKey): SignerSource {
  return () => signWith(key);
}

/**
 * Signs commands by a grant. A door without one is left to the password.
 *
 * @param grants the grant for a door, or what gives it, for example `fetchGrant`
 * @example createClient({ server, token, signer: grantSigner(key, (door) => grants[door]) })
 */
export function grantSigner(
  key: SigningKey,
  grants: (door: string) => string | undefined | Promise<string | undefined>,
): SignerSource {
  return async (door) => {
    const grant = await grants(door);
    return grant === undefined ? undefined : signWith(key, grant);
  };
}

/** What an owner allows somebody; times are whole seconds since the epoch. */
export interface GrantWish extends Omit<GrantClaims, "jti" | "aud" | "cnf"> {
  readonly door: string;
  /** The public half of the key that the grant is for. Compare its fingerprint with the person first. */
  readonly publicKey: GrantClaims["cnf"]["jwk"];
}

/**
 * Signs a grant with an owner key.
 *
 * @returns the grant and its `jti`, by which it can be revoked
 * @throws {ProtocolError} `invalid` where it is out of bounds
 */
export async function makeGrant(
  { door, publicKey, ...allowed }: GrantWish,
  owner: SigningKey,
): Promise<{ readonly grant: string; readonly jti: string }> {
  const jti = randomBase64url(16);
  const claims = { ...allowed, jti, aud: door, cnf: { jwk: publicKey } };
  return { grant: await signGrant(claims, owner), jti };
}

/**
 * What a grant says. Who signed it is not checked: that is for the door.
 *
 * @throws {ProtocolError}
 */
export function readGrant(grant: string): { readonly ownerKid: string; readonly claims: GrantClaims } {
  const { kid, payload } = parseGrant(grant);
  return { ownerKid: kid, claims: payload };
}
