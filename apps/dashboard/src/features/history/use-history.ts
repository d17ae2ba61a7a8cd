import type { HistoryPage } from "@openlock/api";
import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "../../api/http.ts";

/** Pages of a history, newest first. @param path without `before` and `limit`, for example `/api/audit?door=front` */
export function useHistory(queryKey: readonly unknown[], path: string, limit: number) {
  return useInfiniteQuery({
    queryKey,
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) => {
      const page = new URLSearchParams({
        limit: String(limit),
        ...(pageParam !== undefined && { before: String(pageParam) }),
      });
      return api.get<HistoryPage>(`${path}${path.includes("?") ? "&" : "?"}${page}`, { signal });
    },
    getNextPageParam: ({ next }) => next,
  });
}
