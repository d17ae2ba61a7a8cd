import type { NewWebsite, WebsiteView } from "@openlock/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/http.ts";

const WEBSITES = ["websites"] as const;

export function useWebsites() {
  return useQuery({
    queryKey: WEBSITES,
    queryFn: async ({ signal }) =>
      (await api.get<{ websites: WebsiteView[] }>("/api/websites", { signal })).websites,
  });
}

export function useAddWebsite(onSuccess: (added: WebsiteView) => void) {
  return useChanging((website: NewWebsite) => api.post<WebsiteView>("/api/websites", website), onSuccess);
}

/** Looks at the website now. */
export function useCheckWebsite(id: string) {
  return useChanging(
    (_: undefined) => api.post<WebsiteView>(`/api/websites/${id}/check`),
    () => {},
  );
}

export function useRemoveWebsite(id: string, onSuccess: () => void) {
  return useChanging((_: undefined) => api.delete(`/api/websites/${id}`), onSuccess);
}

function useChanging<Input, Output>(
  mutationFn: (input: Input) => Promise<Output>,
  onSuccess: (output: Output) => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: async (output) => {
      await queries.invalidateQueries({ queryKey: WEBSITES });
      onSuccess(output);
    },
  });
}
