import { Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { command } from "./command-store.ts";

interface DoorDialogProps {
  readonly door: DoorView;
  readonly close: () => void;
}

export function LockdownDialog({ door, close }: DoorDialogProps) {
  const start = () => {
    close();
    void command(door.id, { command: "lockdown", on: true });
  };
  return (
    <Dialog
      title={t`Lock “${door.name}” down?`}
      close={close}
      confirm={t`Start lockdown`}
      dangerous
      onConfirm={start}
    >
      <Text size="sm">
        {t`The door locks at once and refuses to unlock for anybody, until an owner or admin lifts the lockdown.
        It does not stop people from leaving where the lock opens from inside.`}
      </Text>
    </Dialog>
  );
}
