import type { ApiKeyView, NewApiKey, NewApiKeyAnswer } from "@openlock/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/http.ts";

const API_KEYS = ["api-keys"] as const;

export function useApiKeys() {
  return useQuery({
    queryKey: API_KEYS,
    queryFn: async ({ signal }) => (await api.get<{ keys: ApiKeyView[] }>("/api/api-keys", { signal })).keys,
  });
}

export function useAddApiKey(onSuccess: (made: NewApiKeyAnswer) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (key: NewApiKey) => api.post<NewApiKeyAnswer>("/api/api-keys", key),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: API_KEYS });
      onSuccess(made);
    },
  });
}

export function useRevokeApiKey(id: string, onSuccess: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`/api/api-keys/${id}`),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: API_KEYS });
      onSuccess();
    },
  });
}
