import { GUEST_COMMANDS, GUEST_STAY_MAX_SECONDS } from "@openlock/api";
import {
  type DoorId,
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
import type { OwnerKey } from "../records/grant-records.ts";

/**
 * That a grant is what was asked for: of the protocol's shape, for that door and, where one is named, that key, not over; and where the relay
 * knows the owner key that is said to have signed it, signed by it. With a key it does not know, only the door can tell.
 *
 * @throws {ProblemError} `malformed`
 */
export async function acceptGrant(
  text: string,
  wanted: { readonly door: DoorId; readonly kid?: string },
  ownerKeys: readonly OwnerKey[],
  now: number,
): Promise<Jws<GrantClaims>> {
  try {
    const grant = parseGrant(text);
    const { aud, cnf, exp } = grant.payload;
    if (aud !== wanted.door) throw refusal("it is for another door");
    if (wanted.kid !== undefined && (await thumbprint(cnf.jwk)) !== wanted.kid) {
      throw refusal("it is for another key than the request");
    }
    if (exp <= Math.floor(now / 1000)) throw refusal("it is over already");
    const owner = ownerKeys.find(({ kid }) => kid === grant.kid);
    if (owner) await verifyJws(grant, owner.key);
    return grant;
  } catch (error) {
    if (error instanceof ProtocolError) throw refusal(error.message);
    throw error;
  }
}

/**
 * That a grant for a guest gives what a key in a link may have, and no more.
 *
 * @throws {ProblemError} `malformed`
 */
export function requireGuestly({ nbf, exp, commands }: GrantClaims): void {
  const allowed: readonly string[] = GUEST_COMMANDS;
  if (commands.some((command) => !allowed.includes(command))) {
    throw refusal(`a guest's is for ${GUEST_COMMANDS.join(" and ")} alone`);
  }
  if (exp - nbf > GUEST_STAY_MAX_SECONDS) {
    throw refusal(`a guest's is for ${GUEST_STAY_MAX_SECONDS / 86_400} days at most`);
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
