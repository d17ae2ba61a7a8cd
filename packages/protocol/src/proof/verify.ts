import { decodeProtectedHeader, EmbeddedJWK, jwtVerify } from "jose";
import * as z from "zod/mini";
import { EcPublicJwk } from "../ec-key.ts";
import { ProtocolError } from "../errors.ts";
import { parseShape } from "../json.ts";
import { thumbprint } from "../keys.ts";
import { Jti, Seconds } from "../names.ts";

const PROOF_BYTES = 1024;
const ProofClaims = z.strictObject({ jti: Jti, htm: z.string(), htu: z.string(), iat: Seconds });
const ProofHeader = z.strictObject({ typ: z.literal("dpop+jwt"), alg: z.literal("ES256"), jwk: EcPublicJwk });

/** What a proof says, signed by the key that it names. */
export interface Proof extends z.infer<typeof ProofClaims> {
  /** Thumbprint of that key. */
  readonly kid: string;
}

/**
 * Reads a DPoP proof (RFC 9449, 4.3) and checks that the key in it signed it. Whether it is about this request, fresh, and
 * used for the first time, is for who was asked.
 *
 * @throws {ProtocolError} `too-large`, `invalid`, `bad-signature`
 */
export async function verifyProof(text: string): Promise<Proof> {
  if (text.length > PROOF_BYTES) {
    throw new ProtocolError("too-large", `longer than ${PROOF_BYTES} bytes`);
  }
  const { jwk } = parseShape(ProofHeader, headerOf(text));
  let payload: unknown;
  try {
    ({ payload } = await jwtVerify(text, EmbeddedJWK, { algorithms: ["ES256"], typ: "dpop+jwt" }));
  } catch (cause) {
    throw new ProtocolError("bad-signature", "the signature is not by this key", { cause });
  }
  return { ...parseShape(ProofClaims, payload), kid: await thumbprint(jwk) };
}

function headerOf(text: string): unknown {
  try {
    return decodeProtectedHeader(text);
  } catch (cause) {
    throw new ProtocolError("invalid", "not a JWS", { cause });
  }
}
