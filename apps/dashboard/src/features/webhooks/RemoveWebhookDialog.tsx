import { Text } from "@mantine/core";
import type { WebhookView } from "@openlock/api";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { useRemoveWebhook } from "./use-webhooks.ts";

interface RemoveWebhookDialogProps {
  readonly webhook: WebhookView;
  readonly close: () => void;
}

export function RemoveWebhookDialog({ webhook, close }: RemoveWebhookDialogProps) {
  const remove = useRemoveWebhook(webhook.id, close);
  return (
    <Dialog
      title={t`Remove ${webhook.name}?`}
      close={close}
      confirm={t`Remove webhook`}
      dangerous
      onConfirm={() => remove.mutate(undefined)}
      pending={remove.isPending}
      error={remove.error}
    >
      <Text size="sm">
        {t`It gets nothing more, what waits to be delivered included. Its secret is forgotten.`}
      </Text>
    </Dialog>
  );
}
