import type { GrantClaims } from "@openlock/protocol";
import { grantTo, makeSigner, type Signer } from "../../command/signer.ts";
import type { Rig } from "../rig.ts";

/** Seconds. */
export const DAY = 86_400;

/** Gives the device an owner key. */
export async function own(rig: Rig): Promise<Signer> {
  const owner = await makeSigner();
  await rig.expectDone("configure", { ownerKeys: [owner.jwk] });
  return owner;
}

/** An owner, and a person with a grant. */
export async function granted(rig: Rig, change: Partial<GrantClaims> = {}) {
  const owner = await own(rig);
  const person = await makeSigner();
  const grant = await grantTo(person, owner, rig.client.nowSeconds(), change);
  return { owner, person, grant };
}
