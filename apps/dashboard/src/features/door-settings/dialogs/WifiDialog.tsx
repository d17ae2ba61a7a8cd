import { PasswordInput, TextInput } from "@mantine/core";
import { WifiSettings } from "@openlock/protocol";
import { useState } from "react";
import { t } from "../../../i18n/text.ts";
import { ChangeDialog, type SettingDialogProps } from "../ChangeDialog.tsx";

export default function WifiDialog(props: SettingDialogProps) {
  const [ssid, setSsid] = useState("");
  const [password, setPassword] = useState("");
  const wifi = WifiSettings.safeParse({ ssid, password });
  const fits = WifiSettings.shape.password.safeParse(password).success;
  return (
    <ChangeDialog
      {...props}
      setting="wifi"
      change={wifi.success ? { setting: "wifi", settings: { wifi: wifi.data } } : undefined}
      deliberate={t`This network reaches the door, and leads to this server.`}
    >
      <TextInput
        label={t`Network name`}
        description={t`Exactly as the network calls itself, capitals and spaces too.`}
        value={ssid}
        onChange={(event) => setSsid(event.currentTarget.value)}
        error={
          ssid !== "" && !WifiSettings.shape.ssid.safeParse(ssid).success ? t`At most 32 bytes.` : undefined
        }
        spellCheck={false}
        autoCapitalize="none"
        data-autofocus
      />
      <PasswordInput
        label={t`Wi-Fi password`}
        description={t`Empty for an open network.`}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={fits ? undefined : t`8 to 63 letters, digits and signs, without umlauts.`}
        autoComplete="off"
      />
    </ChangeDialog>
  );
}
