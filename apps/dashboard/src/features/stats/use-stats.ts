import type { Stats } from "@openlock/api";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/http.ts";

/** How often an open page looks for newer figures; the relay adds to them every minute. */
const LOOK_MS = 60_000;

/** Figures of a time. @param from, to milliseconds since the epoch, whole hours */
export function useStats(from: number, to: number) {
  return useQuery({
    queryKey: ["stats", from, to],
    queryFn: ({ signal }) => api.get<Stats>(`/api/stats?from=${from}&to=${to}`, { signal }),
    refetchInterval: LOOK_MS,
    placeholderData: (before) => before,
  });
}
