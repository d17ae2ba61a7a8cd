import type {
  GrantPage,
  GrantRequestPage,
  GrantRequestView,
  NewGrantRequest,
  OwnerKeyView,
} from "@openlock/api";
import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/http.ts";
import { useBrowserKey } from "./browser-keys.ts";

const GRANTS = ["grants"] as const;
/** How often an open page looks for requests and answers, milliseconds. */
const LOOK_MS = 5_000;
/** Whoever is removed by somebody else is to be taken back here too; milliseconds. */
const REVOKING_LOOK_MS = 60_000;

/** What one person wants for one key, which is decided together. */
export type AskedTogether = readonly [GrantRequestView, ...GrantRequestView[]];

export function useOpenRequests() {
  return useQuery({
    queryKey: [...GRANTS, "requests"],
    queryFn: async ({ signal }) =>
      (await api.get<GrantRequestPage>("/api/grant-requests?state=open&limit=200", { signal })).requests,
    select: together,
    refetchInterval: LOOK_MS,
  });
}

function together(requests: readonly GrantRequestView[]): readonly AskedTogether[] {
  const groups = new Map<string, [GrantRequestView, ...GrantRequestView[]]>();
  for (const request of requests) {
    const who = `${request.person.id} ${request.kid}`;
    const group = groups.get(who);
    if (group) group.push(request);
    else groups.set(who, [request]);
  }
  return [...groups.values()];
}

/** What one asked for oneself, newest first. */
export function useMyRequests() {
  return useQuery({
    queryKey: [...GRANTS, "my-requests"],
    queryFn: async ({ signal }) =>
      (await api.get<GrantRequestPage>("/api/me/grant-requests?limit=200", { signal })).requests,
    refetchInterval: LOOK_MS,
  });
}

/** One's own grants for a key, newest first. */
export function useMyGrants(kid: string | undefined) {
  return useQuery({
    queryKey: [...GRANTS, "mine", kid],
    queryFn: async ({ signal }) =>
      (await api.get<GrantPage>(`/api/me/grants?kid=${kid}&limit=200`, { signal })).grants,
    enabled: kid !== undefined,
    refetchInterval: LOOK_MS,
  });
}

export function useDoorGrants(door: string) {
  return useQuery({
    queryKey: [...GRANTS, "door", door],
    queryFn: async ({ signal }) =>
      (await api.get<GrantPage>(`/api/doors/${door}/grants?limit=200`, { signal })).grants,
  });
}

/** What is being taken back at any door, and no door has confirmed. */
export function useRevoking() {
  return useQuery({
    queryKey: [...GRANTS, "revoking"],
    queryFn: async ({ signal }) =>
      (await api.get<GrantPage>("/api/grants?revoking=true&limit=200", { signal })).grants,
    refetchInterval: REVOKING_LOOK_MS,
  });
}

/** What a key may do at all doors that are seen here. */
export function useGrantsOfKey(kid: string) {
  return useQuery({
    queryKey: [...GRANTS, "of-key", kid],
    queryFn: async ({ signal }) =>
      (await api.get<GrantPage>(`/api/grants?kid=${kid}&usable=true&limit=200`, { signal })).grants,
  });
}

/** All that somebody has or had at some doors, by whichever key, newest first for each door. */
export function useGrantsOfPerson(person: string, doors: readonly string[]) {
  return useQueries({
    queries: doors.map((door) => ({
      queryKey: [...GRANTS, "of-person", person, door],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        (await api.get<GrantPage>(`/api/doors/${door}/grants?person=${person}&limit=200`, { signal })).grants,
    })),
    combine: (answers) => ({
      perDoor: answers.map(({ data }) => data ?? []),
      error: answers.find(({ error }) => error)?.error,
    }),
  });
}

export function useOwnerKeys(door: string) {
  return useQuery({
    queryKey: [...GRANTS, "owner-keys", door],
    queryFn: async ({ signal }) =>
      (await api.get<{ keys: OwnerKeyView[] }>(`/api/doors/${door}/owner-keys`, { signal })).keys,
  });
}

/** The doors that this browser's owner key owns, as far as the relay was told. */
export function useMyOwnedDoors() {
  const kid = useBrowserKey("owner").data?.kid;
  return useQuery({
    queryKey: [...GRANTS, "owned", kid],
    queryFn: () => (kid === undefined ? [] : ownedDoors(kid)),
  });
}

/** The doors that a key owns, as far as the relay was told. */
export async function ownedDoors(kid: string): Promise<readonly string[]> {
  return (await api.get<{ doors: string[] }>(`/api/owner-keys/${kid}/doors`)).doors;
}

export function useAsk(door: string) {
  return useGrantChange((wish: NewGrantRequest) =>
    api.post<GrantRequestView>(`/api/doors/${door}/grant-requests`, wish),
  );
}

/** Something that changes grants, requests or owner keys: what is shown of them is asked for anew, also where it failed half-way. */
export function useGrantChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: GRANTS }) });
}
