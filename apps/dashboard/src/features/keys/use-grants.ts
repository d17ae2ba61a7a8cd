import type {
  GrantPage,
  GrantRequestPage,
  GrantRequestView,
  GrantView,
  NewGrantRequest,
  OwnerKeyView,
} from "@openlock/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/http.ts";

const GRANTS = ["grants"] as const;
/** How often an open page looks for requests and answers, milliseconds. */
const LOOK_MS = 5_000;

export function useOpenRequests() {
  return useQuery({
    queryKey: [...GRANTS, "requests"],
    queryFn: async ({ signal }) =>
      (await api.get<GrantRequestPage>("/api/grant-requests?state=open&limit=200", { signal })).requests,
    refetchInterval: LOOK_MS,
  });
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

export function useOwnerKeys(door: string) {
  return useQuery({
    queryKey: [...GRANTS, "owner-keys", door],
    queryFn: async ({ signal }) =>
      (await api.get<{ keys: OwnerKeyView[] }>(`/api/doors/${door}/owner-keys`, { signal })).keys,
  });
}

export function useAsk(door: string) {
  return useGrantChange((wish: NewGrantRequest) =>
    api.post<GrantRequestView>(`/api/doors/${door}/grant-requests`, wish),
  );
}

export function useRefuse({ door, id }: GrantRequestView) {
  return useGrantChange((reason: string) =>
    api.post(`/api/doors/${door}/grant-requests/${id}/refuse`, { reason }),
  );
}

/** Something that changes grants, requests or owner keys: what is shown of them is asked for anew, also where it failed half-way. */
export function useGrantChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: GRANTS }) });
}

/** A request's `approve`, with the grant that an owner key of this browser has signed. */
export function approve({ door, id }: GrantRequestView, grant: string): Promise<GrantView> {
  return api.post<GrantView>(`/api/doors/${door}/grant-requests/${id}/approve`, { grant });
}
