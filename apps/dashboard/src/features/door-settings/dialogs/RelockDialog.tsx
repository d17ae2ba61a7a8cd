import { TextInput } from "@mantine/core";
import { RelockSeconds } from "@openlock/protocol";
import { useState } from "react";
import { t } from "../../../i18n/text.ts";
import { ChangeDialog, type SettingDialogProps } from "../ChangeDialog.tsx";

/** Longer than this, somebody may think that the door is shut. */
const LONG_SECONDS = 60;

export default function RelockDialog(props: SettingDialogProps) {
  const [text, setText] = useState("");
  const seconds = RelockSeconds.safeParse(text.trim() === "" ? undefined : Number(text));
  const long = seconds.success && seconds.data > LONG_SECONDS;
  return (
    <ChangeDialog
      {...props}
      setting="relock"
      change={seconds.success ? { setting: "relock", settings: { relockSeconds: seconds.data } } : undefined}
      deliberate={
        long ? t`It stays open for ${seconds.data} seconds after each unlock: that is meant.` : undefined
      }
    >
      <TextInput
        label={t`Seconds until it locks again`}
        description={t`1 to 3600. A door that nobody has told another time takes 5.`}
        inputMode="numeric"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={text !== "" && !seconds.success ? t`A whole number from 1 to 3600.` : undefined}
        data-autofocus
      />
    </ChangeDialog>
  );
}
