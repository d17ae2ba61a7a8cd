import { TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../i18n/text.ts";
import { Dialog } from "./Dialog.tsx";

interface RenameDialogProps {
  readonly title: string;
  readonly label: string;
  /** What it is called now. */
  readonly name: string;
  readonly close: () => void;
  readonly rename: {
    readonly mutate: (name: string) => void;
    readonly isPending: boolean;
    readonly error: Error | null;
  };
}

/** Another name for something. */
export function RenameDialog({ title, label, name: before, close, rename }: RenameDialogProps) {
  const [name, setName] = useState(before);
  return (
    <Dialog
      title={title}
      close={close}
      confirm={t`Rename`}
      onConfirm={() => rename.mutate(name.trim())}
      disabled={name.trim() === ""}
      pending={rename.isPending}
      error={rename.error}
    >
      <TextInput
        label={label}
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
