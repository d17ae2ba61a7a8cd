import { Text } from "@mantine/core";
import type { WebhookView } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { SecretDialog } from "./SecretDialog.tsx";
import { useRotateSecret } from "./use-webhooks.ts";

interface RotateSecretDialogProps {
  readonly webhook: WebhookView;
  readonly close: () => void;
}

export function RotateSecretDialog({ webhook, close }: RotateSecretDialogProps) {
  const [secret, setSecret] = useState<string>();
  const rotate = useRotateSecret(webhook.id, (made) => setSecret(made.secret));
  if (secret !== undefined) return <SecretDialog secret={secret} close={close} />;
  return (
    <Dialog
      title={t`New secret for ${webhook.name}?`}
      close={close}
      confirm={t`Make new secret`}
      onConfirm={() => rotate.mutate(undefined)}
      pending={rotate.isPending}
      error={rotate.error}
    >
      <Text size="sm">
        {t`For 24 hours requests are signed with both, so that your program can change over without missing one.
        After that the present secret is worth nothing.`}
      </Text>
    </Dialog>
  );
}
