import type { GrantView } from "@openlock/api";
import type { Command, ResultClaims } from "@openlock/client";
import { type EcPublicJwk, type OwnKey, ownerSigner } from "@openlock/client/grants";
import { openlock } from "../../api/client.ts";
import { api } from "../../api/http.ts";
import { t } from "../../i18n/text.ts";
import { readDoorPassword } from "../door-password/door-password.ts";
import { explainFailure } from "../doors/explain-failure.ts";
import { browserKey } from "./browser-keys.ts";

/** What lets this browser command a door as an owner: a password, or the owner key that the door has. */
export type OwnerAuthority = { readonly password: string } | { readonly key: OwnKey };

/**
 * @param isOwner whether the door has this browser's owner key, as far as known
 * @param typed a door password that was just typed
 */
export async function ownerAuthority(
  door: string,
  isOwner: boolean,
  typed = "",
): Promise<OwnerAuthority | undefined> {
  if (typed !== "") return { password: typed };
  const key = isOwner ? await browserKey("owner") : undefined;
  if (key) return { key };
  const password = await readDoorPassword(door).catch(() => undefined);
  return password === undefined ? undefined : { password };
}

/** @throws {Error} that says in words why the door did not do it, and what to do */
export async function commandAsOwner(
  door: string,
  command: Command,
  authority: OwnerAuthority,
): Promise<ResultClaims> {
  const by = "key" in authority ? { signer: ownerSigner(authority.key) } : authority;
  try {
    return await openlock.door(door).send(command, by);
  } catch (cause) {
    const { title, next } = explainFailure(cause);
    throw new Error(`${title}. ${next}`, { cause });
  }
}

/** Gives the door this list of owner keys, in place of the one that it has. */
export async function setOwnerKeys(
  door: string,
  ownerKeys: readonly EcPublicJwk[],
  authority: OwnerAuthority,
): Promise<void> {
  await commandAsOwner(door, { command: "configure", args: { ownerKeys: [...ownerKeys] } }, authority);
}

/**
 * Asks for it, has the door confirm it under its seal, and only then reports it as done.
 *
 * @throws {Error} why it is not, in words; it stays asked for
 */
export async function revokeGrant(
  { door, jti, exp }: Pick<GrantView, "door" | "jti" | "exp">,
  authority: OwnerAuthority | undefined,
): Promise<void> {
  const path = `/api/doors/${door}/grants/${jti}/revocation`;
  await api.post(path);
  if (!authority) throw new Error(t`This browser is no owner of this door: type the door password.`);
  const { sub } = await commandAsOwner(door, { command: "revoke", args: { jti, until: exp } }, authority);
  await api.post(`${path}/confirm`, { command: sub });
}
