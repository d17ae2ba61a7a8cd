import { Text } from "@mantine/core";
import type { ReleaseView } from "@openlock/api";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { useRemoveRelease } from "./use-updates.ts";

interface RemoveReleaseDialogProps {
  readonly release: ReleaseView;
  readonly close: () => void;
}

export function RemoveReleaseDialog({ release: { id, version }, close }: RemoveReleaseDialogProps) {
  const remove = useRemoveRelease(id, close);
  return (
    <Dialog
      title={t`Delete ${version}?`}
      close={close}
      confirm={t`Delete`}
      dangerous
      onConfirm={() => remove.mutate()}
      pending={remove.isPending}
      error={remove.error}
    >
      <Text size="sm">{t`Doors that run it go on with it. To roll it out again you upload it again.`}</Text>
    </Dialog>
  );
}
