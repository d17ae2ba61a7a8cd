import { ALERT_KIND_NAMES, type NewWebhook } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { SecretDialog } from "./SecretDialog.tsx";
import { useCreateWebhook } from "./use-webhooks.ts";
import { isFilledIn, WebhookFields } from "./WebhookFields.tsx";

const EMPTY: NewWebhook = { name: "", url: "", kinds: [...ALERT_KIND_NAMES], doors: { all: true } };

export function AddWebhookDialog({ close }: { readonly close: () => void }) {
  const [webhook, setWebhook] = useState(EMPTY);
  const [secret, setSecret] = useState<string>();
  const add = useCreateWebhook((made) => setSecret(made.secret));
  if (secret !== undefined) return <SecretDialog secret={secret} close={close} />;
  return (
    <Dialog
      title={t`Add webhook`}
      close={close}
      confirm={t`Add webhook`}
      onConfirm={() => add.mutate({ ...webhook, name: webhook.name.trim(), url: webhook.url.trim() })}
      disabled={!isFilledIn(webhook)}
      pending={add.isPending}
      error={add.error}
    >
      <WebhookFields webhook={webhook} onChange={setWebhook} />
    </Dialog>
  );
}
