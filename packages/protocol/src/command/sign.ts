import { type SigningKey, signJws } from "../jws/sign.ts";
import type { SignedClaims } from "./claims.ts";
import type { CommandSigner } from "./seal.ts";

/**
 * Authorises commands by a key instead of the door password: an owner key, or with a grant the key that it is for.
 *
 * @example await sealCommand({ ...target, command, sign: signWith(key, grant) });
 */
export function signWith(key: SigningKey, grant?: string): CommandSigner {
  return (claims) =>
    signJws(
      "openlock-signed+jwt",
      { ...claims, ...(grant === undefined ? {} : { grant }) } satisfies SignedClaims,
      key,
    );
}
