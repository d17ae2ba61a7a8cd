import { existingKey, type OwnKey, storedKey } from "@openlock/client/grants";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { sessionStore } from "../../api/session.ts";

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

/** Makes the key, whose private half never leaves this browser. */
export function useMakeKey(use: KeyUse) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => storedKey(keyName(use)),
    onSuccess: (key) => queries.setQueryData(["browser-key", use], key),
  });
}

/** Each person has keys of their own, also where several share a browser. */
function keyName(use: KeyUse): string {
  const session = sessionStore.getState();
  if (session.status !== "signed-in") throw new Error("nobody is signed in");
  return `${use}:${session.me.id}`;
}
