import { Text } from "@mantine/core";
import type { ReleaseView } from "@openlock/api";
import { Dialog } from "../../app/Dialog.tsx";
import { useRemoveRelease } from "./use-updates.ts";

interface RemoveReleaseDialogProps {
  readonly release: ReleaseView;
  readonly close: () => void;
}

export function RemoveReleaseDialog({ release: { id, version }, close }: RemoveReleaseDialogProps) {
  const remove = useRemoveRelease(id, close);
  return (
    <Dialog
      title={`Delete ${version}?`}
      close={close}
      confirm="Delete"
      dangerous
      onConfirm={() => remove.mutate()}
      pending={remove.isPending}
      error={remove.error}
    >
      <Text size="sm">Doors that run it go on with it. To roll it out again you upload it again.</Text>
    </Dialog>
  );
}
