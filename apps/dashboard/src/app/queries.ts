import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/api-error.ts";
import { sessionStore } from "../api/session.ts";

/** Worth another try: no answer, or one that says so. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500 || error.status === 429);
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && isPassing(error),
      // The event stream says what changed; a page that was away asks again when the stream is back.
      refetchOnWindowFocus: false,
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

// What one person saw is not kept for the next.
sessionStore.subscribe((now, before) => {
  const person = now.status === "signed-in" ? now.me.id : undefined;
  if (before.status === "signed-in" && before.me.id !== person) queries.clear();
});
