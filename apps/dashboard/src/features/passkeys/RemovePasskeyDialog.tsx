import { Text } from "@mantine/core";
import type { PasskeyView } from "@openlock/api";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { useRemovePasskey } from "./use-passkeys.ts";

interface RemovePasskeyDialogProps {
  readonly passkey: PasskeyView;
  readonly close: () => void;
}

export function RemovePasskeyDialog({ passkey, close }: RemovePasskeyDialogProps) {
  const remove = useRemovePasskey(passkey.id, close);
  return (
    <Dialog
      title={t`Remove ${passkey.name}?`}
      close={close}
      confirm={t`Remove passkey`}
      dangerous
      onConfirm={() => remove.mutate()}
      pending={remove.isPending}
      error={remove.error}
    >
      <Text size="sm">
        {t`Nobody signs in with it any more. Where it was used to sign in before, that sign-in goes on until it
        is ended too.`}
      </Text>
      <Text size="sm">{t`The device still lists it until it is deleted there, in its passwords.`}</Text>
    </Dialog>
  );
}
