import type { About } from "@openlock/api";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/http.ts";

/** What the relay tells everybody of itself. */
export function useAbout() {
  return useQuery({ queryKey: ["about"], queryFn: ({ signal }) => api.get<About>("/api/about", { signal }) });
}
