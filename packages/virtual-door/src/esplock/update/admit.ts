import {
  type EcPublicJwk,
  type Jws,
  ProtocolError,
  parseRelease,
  type ReleaseClaims,
  type RunningImage,
  refuseRelease,
  verifyByOneOf,
} from "@openlock/protocol";
import { UpdateRefusal } from "./refusal.ts";

/**
 * Holds a manifest against this device (section 5, 1), before anything is fetched or erased.
 *
 * @throws {UpdateRefusal}
 */
export async function admitRelease(
  text: string,
  releaseKeys: readonly EcPublicJwk[],
  running: () => RunningImage,
): Promise<ReleaseClaims> {
  const jws = parse(text);
  await verify(jws, releaseKeys);
  const refusal = refuseRelease(jws.payload, running());
  if (refusal) throw new UpdateRefusal(refusal, `version ${jws.payload.version} for ${jws.payload.chip}`);
  return jws.payload;
}

function parse(text: string): Jws<ReleaseClaims> {
  try {
    return parseRelease(text);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new UpdateRefusal("malformed", error.code);
  }
}

async function verify(jws: Jws<unknown>, releaseKeys: readonly EcPublicJwk[]): Promise<void> {
  try {
    await verifyByOneOf(jws, releaseKeys);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new UpdateRefusal("not-signed", error.message);
  }
}
