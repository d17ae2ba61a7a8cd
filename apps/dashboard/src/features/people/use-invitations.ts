import type { InvitationView, NewInvitation } from "@openlock/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/http.ts";

const INVITATIONS = ["invitations"] as const;
const PATH = "/api/invitations";

/** Those that nobody has accepted or withdrawn. */
export function useInvitations() {
  return useQuery({
    queryKey: INVITATIONS,
    queryFn: async ({ signal }) =>
      (await api.get<{ invitations: InvitationView[] }>(PATH, { signal })).invitations,
  });
}

/** @param onSuccess gets the address that was invited */
export function useInvite(onSuccess: (email: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (invitation: NewInvitation) => api.post<InvitationView>(PATH, invitation),
    onSuccess: async ({ email }) => {
      await queries.invalidateQueries({ queryKey: INVITATIONS });
      onSuccess(email);
    },
  });
}

/** Mails it once more, with a new link. */
export function useSendAgain(id: string, onSuccess: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<InvitationView>(`${PATH}/${id}/send`),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: INVITATIONS });
      onSuccess();
    },
  });
}

export function useWithdraw(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`${PATH}/${id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: INVITATIONS }),
  });
}
