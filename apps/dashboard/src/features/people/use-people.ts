import type { NewPerson, PersonChange, PersonView } from "@openlock/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/http.ts";

const PEOPLE = ["people"] as const;

export function usePeople() {
  return useQuery({
    queryKey: PEOPLE,
    queryFn: async ({ signal }) =>
      (await api.get<{ people: PersonView[] }>("/api/people", { signal })).people.toSorted((a, b) =>
        a.name.localeCompare(b.name),
      ),
  });
}

/** Adds somebody, or changes who is there. */
export function useSavePerson(id: string | undefined, onSuccess: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (person: NewPerson) => {
      if (id === undefined) return api.post<PersonView>("/api/people", person);
      const { email: _, ...change } = person;
      return api.patch<PersonView>(`/api/people/${id}`, change satisfies PersonChange);
    },
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
