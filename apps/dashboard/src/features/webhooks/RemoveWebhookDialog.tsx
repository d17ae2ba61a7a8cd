import { Text } from "@mantine/core";
import type { WebhookView } from "@openlock/api";
import { Dialog } from "../../app/Dialog.tsx";
import { useRemoveWebhook } from "./use-webhooks.ts";

interface RemoveWebhookDialogProps {
  readonly webhook: WebhookView;
  readonly close: () => void;
}

export function RemoveWebhookDialog({ webhook, close }: RemoveWebhookDialogProps) {
  const remove = useRemoveWebhook(webhook.id, close);
  return (
    <Dialog
      title={`Remove ${webhook.name}?`}
      close={close}
      confirm="Remove webhook"
      dangerous
      onConfirm={() => remove.mutate(undefined)}
      pending={remove.isPending}
      error={remove.error}
    >
      <Text size="sm">
        It gets nothing more, what waits to be delivered included. Its secret is forgotten.
      </Text>
    </Dialog>
  );
}
