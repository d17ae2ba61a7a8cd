import { Radio, Stack, TextInput } from "@mantine/core";
import { FailSafe } from "@openlock/protocol";
import { useState } from "react";
import { t } from "../../../i18n/text.ts";
import { ChangeDialog, type SettingDialogProps } from "../ChangeDialog.tsx";
import "@mantine/core/styles/Radio.css";

const choices = (): readonly { value: FailSafe["onOffline"]; label: string; description: string }[] => [
  {
    value: "lock",
    label: t`Lock`,
    description: t`What a door does that nobody has told otherwise, after 60 s.`,
  },
  { value: "hold", label: t`Stay as it is`, description: t`What is held open stays open until its time.` },
  { value: "unlock", label: t`Unlock`, description: t`For doors that fire code wants free.` },
];

export default function FailSafeDialog(props: SettingDialogProps) {
  const [onOffline, setOnOffline] = useState<string>("lock");
  const [text, setText] = useState("60");
  const failSafe = FailSafe.safeParse({
    onOffline,
    afterSeconds: text.trim() === "" ? undefined : Number(text),
  });
  return (
    <ChangeDialog
      {...props}
      setting="failSafe"
      change={failSafe.success ? { setting: "failSafe", settings: { failSafe: failSafe.data } } : undefined}
      deliberate={
        onOffline === "unlock"
          ? t`Whoever takes its connection away opens this door: that is meant.`
          : undefined
      }
    >
      <Radio.Group label={t`Without connection, the door is to`} value={onOffline} onChange={setOnOffline}>
        <Stack gap="xs" mt={6}>
          {choices().map((choice) => (
            <Radio key={choice.value} {...choice} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t`After how many seconds`}
        description={
          onOffline === "hold" ? t`Of no account where it stays as it is.` : t`0 to 86400, which is a day.`
        }
        inputMode="numeric"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={failSafe.success ? undefined : t`A whole number from 0 to 86400.`}
      />
    </ChangeDialog>
  );
}
