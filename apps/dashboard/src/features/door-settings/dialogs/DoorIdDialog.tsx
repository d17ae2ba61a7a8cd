import { TextInput } from "@mantine/core";
import { DoorId } from "@openlock/protocol";
import { useState } from "react";
import { t } from "../../../i18n/text.ts";
import { ChangeDialog, type SettingDialogProps } from "../ChangeDialog.tsx";

export default function DoorIdDialog(props: SettingDialogProps) {
  const { door } = props;
  const [doorId, setDoorId] = useState(door.id);
  const parsed = DoorId.safeParse(doorId);
  const other = doorId !== door.id;
  return (
    <ChangeDialog
      {...props}
      setting="doorId"
      change={parsed.success && other ? { setting: "doorId", settings: { doorId: parsed.data } } : undefined}
      deliberate={t`Links, QR codes and keys that were given are to end.`}
    >
      <TextInput
        label={t`New Door ID`}
        description={t`Now: ${door.id}. The name that people read, “${door.name}”, stays.`}
        value={doorId}
        onChange={(event) => setDoorId(event.currentTarget.value)}
        error={parsed.success ? undefined : t`Small letters, digits and dashes; no dash at either end.`}
        maxLength={64}
        spellCheck={false}
        autoCapitalize="none"
        data-autofocus
      />
    </ChangeDialog>
  );
}
