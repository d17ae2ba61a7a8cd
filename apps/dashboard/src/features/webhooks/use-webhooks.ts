import type { DeliveryView, NewWebhook, WebhookChange, WebhookView, WebhookWithSecret } from "@openlock/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/http.ts";

const WEBHOOKS = ["webhooks"] as const;
const deliveriesOf = (id: string) => [...WEBHOOKS, id, "deliveries"] as const;
/** How often an open log looks for news: a test shows there. */
const LOOK_MS = 2_000;

export function useWebhooks() {
  return useQuery({
    queryKey: WEBHOOKS,
    queryFn: async ({ signal }) =>
      (await api.get<{ webhooks: WebhookView[] }>("/api/webhooks", { signal })).webhooks,
  });
}

export function useDeliveries(id: string) {
  return useQuery({
    queryKey: deliveriesOf(id),
    queryFn: async ({ signal }) =>
      (await api.get<{ deliveries: DeliveryView[] }>(`/api/webhooks/${id}/deliveries`, { signal }))
        .deliveries,
    refetchInterval: LOOK_MS,
    staleTime: 0,
  });
}

/** Something that changes webhooks. */
function useChanging<Input, Output>(
  mutationFn: (input: Input) => Promise<Output>,
  onSuccess: (output: Output) => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: async (output) => {
      await queries.invalidateQueries({ queryKey: WEBHOOKS });
      onSuccess(output);
    },
  });
}

export function useCreateWebhook(onSuccess: (made: WebhookWithSecret) => void) {
  return useChanging(
    (webhook: NewWebhook) => api.post<WebhookWithSecret>("/api/webhooks", webhook),
    onSuccess,
  );
}

export function useChangeWebhook(id: string, onSuccess: () => void) {
  return useChanging(
    (change: WebhookChange) => api.patch<WebhookView>(`/api/webhooks/${id}`, change),
    onSuccess,
  );
}

export function useRemoveWebhook(id: string, onSuccess: () => void) {
  return useChanging((_: undefined) => api.delete(`/api/webhooks/${id}`), onSuccess);
}

export function useRotateSecret(id: string, onSuccess: (made: WebhookWithSecret) => void) {
  return useChanging((_: undefined) => api.post<WebhookWithSecret>(`/api/webhooks/${id}/secret`), onSuccess);
}

export function useTestWebhook(id: string) {
  return useChanging(
    (_: undefined) => api.post<DeliveryView>(`/api/webhooks/${id}/test`),
    () => {},
  );
}

export function useRetryDelivery(id: string) {
  return useChanging(
    (delivery: string) => api.post(`/api/webhooks/${id}/deliveries/${delivery}/retry`),
    () => {},
  );
}
