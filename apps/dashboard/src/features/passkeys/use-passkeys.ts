import type { PasskeyChange, PasskeyView } from "@openlock/api";
import { browserSupportsWebAuthn } from "@simplewebauthn/browser";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/http.ts";
import { useAbout } from "../../app/use-about.ts";
import { makePasskey } from "./ceremony.ts";

const PASSKEYS = ["passkeys"] as const;

export function usePasskeys() {
  return useQuery({
    queryKey: PASSKEYS,
    queryFn: async ({ signal }) =>
      (await api.get<{ passkeys: PasskeyView[] }>("/api/me/passkeys", { signal })).passkeys,
  });
}

/** Whether a passkey can be made and used on this page, in this browser; undefined while that is not known. */
export function usePasskeysHere():
  | { readonly here: boolean; readonly elsewhere: string | undefined }
  | undefined {
  const origins = useAbout().data?.passkeyOrigins;
  if (!origins) return undefined;
  const works = origins.includes(location.origin);
  return { here: works && browserSupportsWebAuthn(), elsewhere: works ? undefined : origins[0] };
}

export function useAddPasskey() {
  return usePasskeyChange((name: string) => makePasskey(name));
}

export function useRenamePasskey(id: string, onSuccess: () => void) {
  return usePasskeyChange(
    (name: string) => api.patch(`/api/me/passkeys/${id}`, { name } satisfies PasskeyChange),
    onSuccess,
  );
}

export function useRemovePasskey(id: string, onSuccess: () => void) {
  return usePasskeyChange(() => api.delete(`/api/me/passkeys/${id}`), onSuccess);
}

function usePasskeyChange<Given = void>(change: (given: Given) => Promise<void>, onSuccess = () => {}) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: PASSKEYS });
      onSuccess();
    },
  });
}
