import { Button, Text } from "@mantine/core";
import type { WebhookView } from "@openlock/api";
import { useState } from "react";
import { Panel } from "../../app/Panel.tsx";
import { t } from "../../i18n/text.ts";
import { AddWebhookDialog } from "./AddWebhookDialog.tsx";
import { ChangeWebhookDialog } from "./ChangeWebhookDialog.tsx";
import { DeliveriesDialog } from "./DeliveriesDialog.tsx";
import { RemoveWebhookDialog } from "./RemoveWebhookDialog.tsx";
import { RotateSecretDialog } from "./RotateSecretDialog.tsx";
import { useWebhooks } from "./use-webhooks.ts";
import { WebhookRow } from "./WebhookRow.tsx";

export type WebhookDialog = "change" | "rotate" | "remove" | "deliveries";

type Open = { readonly dialog: "add" } | { readonly dialog: WebhookDialog; readonly webhook: WebhookView };

/** Where alerts are posted to. */
export function Webhooks() {
  const webhooks = useWebhooks();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <>
      <Panel
        title={t`Webhooks`}
        lead={t`Alerts as signed HTTPS requests, for your own programs and pagers.`}
        action={
          <Button variant="default" onClick={() => setOpen({ dialog: "add" })}>
            {t`Add webhook`}
          </Button>
        }
        query={webhooks}
      >
        {webhooks.data?.length === 0 ? (
          <Text size="sm">{t`There is no webhook yet.`}</Text>
        ) : (
          <ul aria-label={t`Webhooks`}>
            {webhooks.data?.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                webhook={webhook}
                open={(dialog) => setOpen({ dialog, webhook })}
              />
            ))}
          </ul>
        )}
      </Panel>
      {open?.dialog === "add" && <AddWebhookDialog close={close} />}
      {open?.dialog === "change" && <ChangeWebhookDialog webhook={open.webhook} close={close} />}
      {open?.dialog === "rotate" && <RotateSecretDialog webhook={open.webhook} close={close} />}
      {open?.dialog === "remove" && <RemoveWebhookDialog webhook={open.webhook} close={close} />}
      {open?.dialog === "deliveries" && <DeliveriesDialog webhook={open.webhook} close={close} />}
    </>
  );
}
