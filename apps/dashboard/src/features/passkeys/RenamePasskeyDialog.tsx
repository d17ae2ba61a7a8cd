import { TextInput } from "@mantine/core";
import type { PasskeyView } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { useRenamePasskey } from "./use-passkeys.ts";

interface RenamePasskeyDialogProps {
  readonly passkey: PasskeyView;
  readonly close: () => void;
}

export function RenamePasskeyDialog({ passkey, close }: RenamePasskeyDialogProps) {
  const [name, setName] = useState(passkey.name);
  const rename = useRenamePasskey(passkey.id, close);
  return (
    <Dialog
      title="Rename passkey"
      close={close}
      confirm="Rename"
      onConfirm={() => rename.mutate(name.trim())}
      disabled={name.trim() === ""}
      pending={rename.isPending}
      error={rename.error}
    >
      <TextInput
        label="Name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={100}
        required
        withAsterisk={false}
        data-autofocus
      />
    </Dialog>
  );
}
