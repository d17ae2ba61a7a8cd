import { EcPublicJwk, parseShape } from "@openlock/protocol";

/** A public key as it was stored. */
export function parsePublicKey(json: string): EcPublicJwk {
  return parseShape(EcPublicJwk, JSON.parse(json));
}
