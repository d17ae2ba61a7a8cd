import type { PersonChange, PersonView } from "@openlock/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/http.ts";

const PEOPLE = ["people"] as const;

/** @param allowed whether the person may see them */
export function usePeople(allowed = true) {
  return useQuery({
    enabled: allowed,
    queryKey: PEOPLE,
    queryFn: async ({ signal }) =>
      (await api.get<{ people: PersonView[] }>("/api/people", { signal })).people.toSorted((a, b) =>
        a.name.localeCompare(b.name),
      ),
  });
}

export function useChangePerson(id: string, onSuccess: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: PersonChange) => api.patch<PersonView>(`/api/people/${id}`, change),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: PEOPLE });
      onSuccess();
    },
  });
}

export function useRemovePerson(id: string, onSuccess: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`/api/people/${id}`),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: PEOPLE });
      onSuccess();
    },
  });
}
