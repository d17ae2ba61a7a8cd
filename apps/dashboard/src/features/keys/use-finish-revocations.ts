import type { DoorView, GrantView } from "@openlock/api";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { createStore, useStore } from "zustand";
import { useDoors } from "../doors/use-doors.ts";
import { ownerAuthority, revokeGrant } from "./command-as-owner.ts";
import { useMyOwnedDoors, useRevoking } from "./use-grants.ts";

/** How a revocation goes that this page tells its door of. */
type Telling =
  | { readonly state: "telling" }
  /** `since`: of the door's connection on which it was tried. */
  | { readonly state: "failed"; readonly why: string; readonly since: number | undefined };

const tellings = createStore<Readonly<Record<string, Telling>>>(() => ({}));

export function useTelling(jti: string): Telling | undefined {
  return useStore(tellings, (all) => all[jti]);
}

/**
 * Goes on with what is being taken back: each door that comes online is told, by the owner key of this browser or the
 * password that it keeps. Once for each connection of the door; what it refuses is shown, and is for somebody to decide.
 */
export function useFinishRevocations(): void {
  const queries = useQueryClient();
  const revoking = useRevoking().data;
  const doors = useDoors().data;
  const owned = useMyOwnedDoors().data;
  useEffect(() => {
    if (!revoking || !doors || !owned) return;
    for (const grant of revoking) {
      const door = doors.find(({ id }) => id === grant.door);
      if (door?.online && isDue(grant, door)) {
        void tell(grant, door, owned.includes(door.id)).finally(() =>
          queries.invalidateQueries({ queryKey: ["grants"] }),
        );
      }
    }
  }, [queries, revoking, doors, owned]);
}

function isDue({ jti }: GrantView, { since }: DoorView): boolean {
  const telling = tellings.getState()[jti];
  return telling === undefined || (telling.state === "failed" && telling.since !== since);
}

async function tell(grant: GrantView, door: DoorView, isOwner: boolean): Promise<void> {
  const authority = await ownerAuthority(door.id, isOwner);
  if (!authority) return;
  tellings.setState({ [grant.jti]: { state: "telling" } });
  try {
    await revokeGrant(grant, authority);
    tellings.setState(({ [grant.jti]: _, ...others }) => others, true);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    tellings.setState({ [grant.jti]: { state: "failed", why, since: door.since } });
  }
}
