import type { GrantPage, GrantView } from "@openlock/api";
import type { SignerSource } from "@openlock/client";
import { grantSigner, ownerSigner, readGrant } from "@openlock/client/grants";
import { api } from "../../api/http.ts";
import { queries } from "../../app/queries.ts";
import { browserKey } from "./browser-keys.ts";
import { ownedDoors } from "./use-grants.ts";

/** What one's own key can do at a door. `ended`: by a grant that is over or taken back; the door says no to it. */
export interface OwnSigner {
  readonly signer: SignerSource;
  readonly ended: boolean;
  /** Of the key that signed the grant. */
  readonly ownerKid: string;
}

/** @returns undefined where this browser has no key of its own, or nothing was ever granted to it for the door */
export async function ownSigner(door: string): Promise<OwnSigner | undefined> {
  const key = await browserKey("own");
  if (!key) return undefined;
  const grants = await queries.fetchQuery({
    queryKey: ["grants", "mine", key.kid],
    queryFn: async () => (await api.get<GrantPage>(`/api/me/grants?kid=${key.kid}&limit=200`)).grants,
  });
  const forDoor = grants.filter((grant) => grant.door === door);
  const usable = forDoor.find(isUsable);
  const { grant } = usable ?? forDoor[0] ?? {};
  return grant === undefined
    ? undefined
    : {
        signer: grantSigner(key, () => grant),
        ended: usable === undefined,
        ownerKid: readGrant(grant).ownerKid,
      };
}

/** @returns undefined where this browser has no owner key, or the door does not have it as far as the relay was told */
export async function ownerKeySigner(door: string): Promise<SignerSource | undefined> {
  const key = await browserKey("owner");
  return key && (await isOwnerOf(door)) ? ownerSigner(key) : undefined;
}

/** Whether this browser's owner key owns a door, as far as the relay was told. */
export async function isOwnerOf(door: string): Promise<boolean> {
  const key = await browserKey("owner");
  if (!key) return false;
  const owned = await queries.fetchQuery({
    queryKey: ["grants", "owned", key.kid],
    queryFn: () => ownedDoors(key.kid),
  });
  return owned.includes(door);
}

function isUsable({ state }: GrantView): boolean {
  return state === "open";
}
