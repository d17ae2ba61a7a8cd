import type { AlertPage, AlertSubscription, AlertSubscriptionChange } from "@openlock/api";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/http.ts";

const SUBSCRIPTION = ["alerts", "subscription"] as const;
/** How often a page that is open looks for new ones. */
const LOOK_MS = 15_000;

export function useAlerts() {
  return useInfiniteQuery({
    queryKey: ["alerts", "list"],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) => {
      const before = pageParam === undefined ? "" : `&before=${pageParam}`;
      return api.get<AlertPage>(`/api/alerts?limit=20${before}`, { signal });
    },
    getNextPageParam: ({ next }) => next,
    refetchInterval: LOOK_MS,
  });
}

export function useSubscription() {
  return useQuery({
    queryKey: SUBSCRIPTION,
    queryFn: ({ signal }) => api.get<AlertSubscription>("/api/alerts/subscription", { signal }),
  });
}

export function useSubscribe(onSuccess: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: AlertSubscriptionChange) =>
      api.patch<AlertSubscription>("/api/alerts/subscription", change),
    onSuccess: (now) => {
      queries.setQueryData(SUBSCRIPTION, now);
      onSuccess();
    },
  });
}

export function useTestMail() {
  return useMutation({ mutationFn: () => api.post("/api/alerts/subscription/test") });
}
