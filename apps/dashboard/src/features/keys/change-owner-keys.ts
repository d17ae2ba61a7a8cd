import type { OwnerKeyView } from "@openlock/api";
import type { EcPublicJwk, OwnKey } from "@openlock/client/grants";
import { api } from "../../api/http.ts";
import { t } from "../../i18n/text.ts";
import { deviceName } from "../account/device-name.ts";
import { checkedKey } from "./access.ts";
import { browserKey, makeBrowserKey } from "./browser-keys.ts";
import { ownerAuthority, setOwnerKeys } from "./command-as-owner.ts";
import { trustedOwnerKeys, trustOwnerKeys } from "./trusted-owner-keys.ts";

/** A key that a door is to have, and what people call it. */
export interface NamedKey {
  readonly kid: string;
  readonly key: EcPublicJwk;
  readonly name: string;
}

/** What the relay was told of a door's owner keys. */
export async function listedOwnerKeys(door: string): Promise<readonly OwnerKeyView[]> {
  return (await api.get<{ keys: OwnerKeyView[] }>(`/api/doors/${door}/owner-keys`)).keys;
}

/**
 * Gives the door this list of owner keys in place of the one that it has, then tells the relay.
 *
 * @throws {Error} why not, in words
 */
export async function changeOwnerKeys(
  door: string,
  wanted: readonly NamedKey[],
  password: string,
): Promise<void> {
  const listed = await listedOwnerKeys(door);
  const own = await browserKey("owner");
  const authority = await ownerAuthority(
    door,
    listed.some(({ kid }) => kid === own?.kid),
    password,
  );
  if (!authority) throw new Error(t`Type the door password: this browser is no owner of this door yet.`);
  await setOwnerKeys(door, await Promise.all(wanted.map(checkedKey)), authority);
  trustOwnerKeys(wanted.map(({ kid }) => kid));
  for (const { kid } of listed) {
    if (!wanted.some((each) => each.kid === kid)) await api.delete(`/api/doors/${door}/owner-keys/${kid}`);
  }
  for (const { kid, key, name } of wanted) {
    const known = listed.find((each) => each.kid === kid);
    if (known?.name !== name) await noteOwnerKey(door, { key, name });
  }
}

/**
 * Adds keys to those that the door has, where that can be done without asking anybody: none of those is unknown here.
 *
 * @throws {Error} why not, in words
 */
export async function addOwnerKeys(door: string, added: readonly NamedKey[], password = ""): Promise<void> {
  const listed = await listedOwnerKeys(door);
  const trusted = trustedOwnerKeys();
  if (!listed.every(({ kid }) => trusted.has(kid))) {
    throw new Error(
      t`Others own this door too, and their fingerprints have not been compared in this browser. Do it under Keys and access of the door.`,
    );
  }
  const others = listed.filter(({ kid }) => !added.some((each) => each.kid === kid));
  await changeOwnerKeys(door, [...others, ...added], password);
}

/** This browser's owner key as a door is to have it; made where there is none. */
export async function ownNamedKey(name = deviceName(navigator.userAgent)): Promise<NamedKey> {
  const { kid, publicKey } = await makeBrowserKey("owner");
  return { kid, key: publicKey, name };
}

/**
 * The owner key for a board that is set up for a door for the first time: nobody owns it yet, so it gets this browser's with
 * its other settings.
 *
 * @returns undefined where somebody owns the door already, or this browser keeps no keys
 */
export async function firstOwnerKey(door: string): Promise<OwnKey | undefined> {
  try {
    if ((await listedOwnerKeys(door)).length > 0) return undefined;
    return await makeBrowserKey("owner");
  } catch {
    return undefined;
  }
}

/** Tells the relay what a door's owner key is called. */
export async function noteOwnerKey(
  door: string,
  { key, name = deviceName(navigator.userAgent) }: { readonly key: EcPublicJwk; readonly name?: string },
): Promise<void> {
  await api.post(`/api/doors/${door}/owner-keys`, { key, name });
}
