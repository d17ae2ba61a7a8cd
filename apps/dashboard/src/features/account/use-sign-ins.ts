import type { SignInView } from "@openlock/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/http.ts";

const SIGN_INS = ["sign-ins"] as const;
const PATH = "/api/me/sign-ins";

export function useSignIns() {
  return useQuery({
    queryKey: SIGN_INS,
    queryFn: async ({ signal }) => (await api.get<{ signIns: SignInView[] }>(PATH, { signal })).signIns,
  });
}

export function useEndSignIn(id: string) {
  return useEnd(`${PATH}/${id}`);
}

export function useEndOthers() {
  return useEnd(PATH);
}

function useEnd(path: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(path),
    onSuccess: () => queries.invalidateQueries({ queryKey: SIGN_INS }),
  });
}
