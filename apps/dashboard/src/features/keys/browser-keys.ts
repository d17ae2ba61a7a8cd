import { existingKey, keepKey, type OwnKey, storedKey } from "@openlock/client/grants";
import { useMutation, useQuery } from "@tanstack/react-query";
import { sessionStore } from "../../api/session.ts";
import { queries } from "../../app/queries.ts";
import { trustOwnerKeys } from "./trusted-owner-keys.ts";

/** `own`: opens doors by grants. `owner`: signs grants, for doors that were told that it may. */
export type KeyUse = "own" | "owner";

/** The key of who is signed in; undefined where this browser has none, or keeps nothing. */
export async function browserKey(use: KeyUse): Promise<OwnKey | undefined> {
  return await existingKey(keyName(use)).catch(() => undefined);
}

export function useBrowserKey(use: KeyUse) {
  return useQuery({
    queryKey: ["browser-key", use],
    queryFn: async () => (await browserKey(use)) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Makes the key where there is none; its private half never leaves this browser. */
export async function makeBrowserKey(use: KeyUse): Promise<OwnKey> {
  const key = await storedKey(keyName(use));
  known(use, key);
  return key;
}

/** Keeps a key that came in a backup, in place of the one before. */
export async function keepBrowserKey(use: KeyUse, key: OwnKey): Promise<void> {
  await keepKey(key, keyName(use));
  known(use, key);
}

function known(use: KeyUse, key: OwnKey): void {
  queries.setQueryData(["browser-key", use], key);
  if (use === "owner") trustOwnerKeys([key.kid]);
}

export function useMakeKey(use: KeyUse) {
  return useMutation({ mutationFn: () => makeBrowserKey(use) });
}

/** Each person has keys of their own, also where several share a browser. */
function keyName(use: KeyUse): string {
  const session = sessionStore.getState();
  if (session.status !== "signed-in") throw new Error("nobody is signed in");
  return `${use}:${session.me.id}`;
}
