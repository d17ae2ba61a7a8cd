import type { NewRollout, ReleaseKeyView, ReleaseView, RolloutDoorView, RolloutView } from "@openlock/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/http.ts";

const RELEASES = ["releases"] as const;
const KEYS = ["release-keys"] as const;
/** Every event about a rollout makes what is under this be read anew. */
const ROLLOUTS = ["rollouts"] as const;

/** @param allowed whether the person may see them */
export function useReleases(allowed = true) {
  return useQuery({
    enabled: allowed,
    queryKey: RELEASES,
    queryFn: async ({ signal }) =>
      (await api.get<{ releases: ReleaseView[] }>("/api/releases", { signal })).releases,
  });
}

export function useReleaseKeys() {
  return useQuery({
    queryKey: KEYS,
    queryFn: async ({ signal }) =>
      (await api.get<{ keys: ReleaseKeyView[] }>("/api/release-keys", { signal })).keys,
  });
}

export function useRollouts() {
  return useQuery({
    queryKey: ROLLOUTS,
    queryFn: async ({ signal }) =>
      (await api.get<{ rollouts: RolloutView[] }>("/api/rollouts?limit=20", { signal })).rollouts,
  });
}

export function useRolloutDoors(id: number) {
  return useQuery({
    queryKey: [...ROLLOUTS, id, "doors"],
    queryFn: async ({ signal }) =>
      (await api.get<{ doors: RolloutDoorView[] }>(`/api/rollouts/${id}/doors?limit=200`, { signal })).doors,
  });
}

export function useReleasesChanged(onSuccess: () => void = () => {}) {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: RELEASES });
    onSuccess();
  };
}

export function useRemoveRelease(id: string, onSuccess: () => void) {
  const changed = useReleasesChanged(onSuccess);
  return useMutation({ mutationFn: () => api.delete(`/api/releases/${id}`), onSuccess: changed });
}

export function useAddKey(onSuccess: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (key: { name: string; key: unknown }) => api.post("/api/release-keys", key),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: KEYS });
      onSuccess();
    },
  });
}

export function useRemoveKey(kid: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`/api/release-keys/${kid}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEYS }),
  });
}

export function useBegin(onSuccess: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (rollout: NewRollout) => api.post<RolloutView>("/api/rollouts", rollout),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ROLLOUTS });
      onSuccess();
    },
  });
}

export type RolloutVerb = "pause" | "resume" | "stop" | "retry";

export function useAct(id: number, onSuccess: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (verb: RolloutVerb) =>
      api.post<RolloutView>(`/api/rollouts/${id}/${verb}`, verb === "retry" ? {} : undefined),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ROLLOUTS });
      onSuccess();
    },
  });
}
