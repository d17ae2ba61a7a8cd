import type { NewWebhook, WebhookView } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { useChangeWebhook } from "./use-webhooks.ts";
import { isFilledIn, WebhookFields } from "./WebhookFields.tsx";

interface ChangeWebhookDialogProps {
  readonly webhook: WebhookView;
  readonly close: () => void;
}

export function ChangeWebhookDialog({ webhook: before, close }: ChangeWebhookDialogProps) {
  const { id, name, url, kinds, doors } = before;
  const [webhook, setWebhook] = useState<NewWebhook>({ name, url, kinds, doors });
  const change = useChangeWebhook(id, close);
  return (
    <Dialog
      title={t`Change ${name}`}
      close={close}
      confirm={t`Save`}
      onConfirm={() => change.mutate({ ...webhook, name: webhook.name.trim(), url: webhook.url.trim() })}
      disabled={!isFilledIn(webhook)}
      pending={change.isPending}
      error={change.error}
    >
      <WebhookFields webhook={webhook} onChange={setWebhook} />
    </Dialog>
  );
}
