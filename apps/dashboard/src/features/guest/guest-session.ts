import type { GuestGrantView } from "@openlock/api";
import { type Client, createClient, storagePins } from "@openlock/client";
import {
  existingKey,
  grantSigner,
  guestFetch,
  importKey,
  keepKey,
  type OwnKey,
} from "@openlock/client/grants";
import { ApiError } from "../../api/api-error.ts";
import { noteServerDate } from "../../api/server-clock.ts";
import { spendFragment } from "./fragment.ts";
import { readGuestLink } from "./guest-link.ts";

const KEY_NAME = "guest";
/** Not those of people who sign in at this browser: a link says itself which keys its doors have. */
const pins = storagePins(localStorage, "openlock-guest-pin:");

/** What a browser is a guest by: `broken` where the link is not whole, `none` where there was no link. */
export type GuestKey = { readonly key: OwnKey } | "broken" | "none";

/** Takes the key of the link that led here, or the one that an earlier link brought. */
export async function openGuestKey(): Promise<GuestKey> {
  const fragment = spendFragment();
  if (fragment === undefined) {
    const kept = await existingKey(KEY_NAME).catch(() => undefined);
    return kept ? { key: kept } : "none";
  }
  const link = readGuestLink(fragment);
  const key = link && (await importKey(link.key).catch(() => undefined));
  if (!link || !key) return "broken";
  for (const [door, kid] of link.pins) await pins.set(door, kid);
  // Where the browser keeps nothing, the link is good for as long as this page is open.
  await keepKey(key, KEY_NAME).catch(() => undefined);
  return { key };
}

/** @throws {ApiError} */
export async function guestGrants(key: OwnKey): Promise<readonly GuestGrantView[]> {
  let response: Response;
  try {
    response = await guestFetch(key)("/api/guest/grants", { cache: "no-store" });
  } catch (error) {
    throw ApiError.unreachable(error);
  }
  noteServerDate(response.headers.get("date"));
  if (!response.ok) throw await ApiError.of(response);
  return ((await response.json()) as { grants: GuestGrantView[] }).grants;
}

/** Commands doors with the guest's key. */
export function guestClient(key: OwnKey, grantFor: (door: string) => string | undefined): Client {
  return createClient({
    ...{ server: location.origin, pins, fetch: guestFetch(key), signer: grantSigner(key, grantFor) },
  });
}
