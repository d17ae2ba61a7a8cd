import { Textarea, TextInput } from "@mantine/core";
import { ServerSettings } from "@openlock/protocol";
import { useState } from "react";
import { useAbout } from "../../../app/use-about.ts";
import { t } from "../../../i18n/text.ts";
import { ChangeDialog, type SettingDialogProps } from "../ChangeDialog.tsx";

export default function ServerDialog(props: SettingDialogProps) {
  const { door } = props;
  const present = useAbout().data?.device;
  const [url, setUrl] = useState("");
  const [ca, setCa] = useState("");
  const [typed, setTyped] = useState("");
  const pem = ca.trim().replaceAll("\r\n", "\n");
  const server = ServerSettings.safeParse(pem === "" ? { url } : { url, ca: `${pem}\n` });
  const urlFits = ServerSettings.safeParse({ url }).success;
  return (
    <ChangeDialog
      {...props}
      setting="server"
      change={
        server.success && typed.trim() === door.name
          ? { setting: "server", settings: { server: server.data } }
          : undefined
      }
    >
      <TextInput
        label={t`Address of the new server`}
        description={present && t`Boards that are set up here get ${present.url}.`}
        placeholder="https://doors.example.org"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        error={url !== "" && !urlFits ? t`An address that begins with https://, without ? and #.` : undefined}
        spellCheck={false}
        autoCapitalize="none"
        data-autofocus
      />
      <Textarea
        label={t`Its certificate authority`}
        description={t`Empty where the server has a certificate that browsers take. Else the one certificate (PEM) that the new server gives to boards.`}
        placeholder="-----BEGIN CERTIFICATE-----"
        value={ca}
        onChange={(event) => setCa(event.currentTarget.value)}
        error={urlFits && !server.success ? t`Not one certificate in PEM.` : undefined}
        autosize
        minRows={2}
        maxRows={6}
        spellCheck={false}
      />
      <TextInput
        label={t`Type “${door.name}” to confirm`}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
      />
    </ChangeDialog>
  );
}
