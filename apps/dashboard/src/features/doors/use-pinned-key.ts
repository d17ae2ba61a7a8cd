import type { DoorView } from "@openlock/api";
import { useQuery } from "@tanstack/react-query";
import { pins } from "../../api/pins.ts";

/** What this browser knows of a door's key. */
export type PinnedKey =
  | { readonly known: "none" }
  | { readonly known: "same"; readonly kid: string }
  | { readonly known: "other"; readonly pinned: string; readonly offered: string };

/** Compares the key that the relay names with the one that this browser trusts; undefined until it has looked. */
export function usePinnedKey(door: DoorView): PinnedKey | undefined {
  const { data } = useQuery({
    queryKey: ["pinned-key", door.id],
    queryFn: async () => (await pins.get(door.id)) ?? null,
  });
  const offered = door.device?.kid;
  if (data === undefined) return undefined;
  if (data === null || offered === undefined) return { known: "none" };
  return data === offered ? { known: "same", kid: data } : { known: "other", pinned: data, offered };
}
