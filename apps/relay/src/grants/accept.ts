import {
  EcPublicJwk,
  type GrantClaims,
  type Jws,
  ProtocolError,
  parseGrant,
  parseShape,
  thumbprint,
  verifyJws,
} from "@openlock/protocol";
import { ProblemError } from "../http/problem.ts";
import type { GrantRequest, OwnerKey } from "../records/grant-records.ts";

/**
 * That a grant is what was asked for: of the protocol's shape, for that door and key, not over; and where the relay
 * knows the owner key that is said to have signed it, signed by it. With a key it does not know, only the door can tell.
 *
 * @throws {ProblemError} `malformed`
 */
export async function acceptGrant(
  text: string,
  request: Pick<GrantRequest, "door" | "kid">,
  ownerKeys: readonly OwnerKey[],
  now: number,
): Promise<Jws<GrantClaims>> {
  try {
    const grant = parseGrant(text);
    const { aud, cnf, exp } = grant.payload;
    if (aud !== request.door) throw refusal("it is for another door than the request");
    if ((await thumbprint(cnf.jwk)) !== request.kid) throw refusal("it is for another key than the request");
    if (exp <= Math.floor(now / 1000)) throw refusal("it is over already");
    const owner = ownerKeys.find(({ kid }) => kid === grant.kid);
    if (owner) await verifyJws(grant, owner.key);
    return grant;
  } catch (error) {
    if (error instanceof ProtocolError) throw refusal(error.message);
    throw error;
  }
}

/** @throws {ProblemError} `malformed` */
export async function readPublicKey(
  key: unknown,
): Promise<{ readonly key: EcPublicJwk; readonly kid: string }> {
  try {
    const fit = parseShape(EcPublicJwk, key);
    return { key: fit, kid: await thumbprint(fit) };
  } catch (error) {
    if (error instanceof ProtocolError)
      throw new ProblemError("malformed", `Not a P-256 public key: ${error.message}.`);
    throw error;
  }
}

function refusal(why: string): ProblemError {
  return new ProblemError("malformed", `The grant was not taken: ${why}. Sign another one.`);
}
