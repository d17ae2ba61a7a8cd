import { Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { Dialog } from "../../app/Dialog.tsx";
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
      title={`Lock “${door.name}” down?`}
      close={close}
      confirm="Start lockdown"
      dangerous
      onConfirm={start}
    >
      <Text size="sm">
        The door locks at once and refuses to unlock for anybody, until an owner or admin lifts the lockdown.
        It does not stop people from leaving where the lock opens from inside.
      </Text>
    </Dialog>
  );
}
