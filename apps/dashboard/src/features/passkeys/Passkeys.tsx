import { Alert, Button, Text } from "@mantine/core";
import type { PasskeyView } from "@openlock/api";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Panel } from "../../app/Panel.tsx";
import { t } from "../../i18n/text.ts";
import { AccountRow } from "../account/AccountRow.tsx";
import { deviceName } from "../account/device-name.ts";
import { PasskeyCancelled } from "./ceremony.ts";
import { PasskeyRow } from "./PasskeyRow.tsx";
import { RemovePasskeyDialog } from "./RemovePasskeyDialog.tsx";
import { RenamePasskeyDialog } from "./RenamePasskeyDialog.tsx";
import { useAddPasskey, usePasskeys, usePasskeysHere } from "./use-passkeys.ts";

interface Open {
  readonly dialog: "rename" | "remove";
  readonly passkey: PasskeyView;
}

/** What one signs in with besides a code by mail. */
export function Passkeys() {
  const passkeys = usePasskeys();
  const where = usePasskeysHere();
  const add = useAddPasskey();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <Panel
      title={t`Passkeys`}
      lead={t`Sign in with this device's fingerprint, face or screen lock instead of a code by mail.`}
      action={
        (where === undefined || where.here) && (
          <Button
            variant="default"
            leftSection={<IconPlus size={18} aria-hidden />}
            loading={add.isPending || where === undefined}
            onClick={() => add.mutate(deviceName(navigator.userAgent))}
          >
            {t`Add passkey`}
          </Button>
        )
      }
      query={passkeys}
    >
      {add.error && !(add.error instanceof PasskeyCancelled) && (
        <Alert role="alert" color="red" title={t`That did not work`} mb="md">
          {add.error.message}
        </Alert>
      )}
      {add.error instanceof PasskeyCancelled && (
        <Text size="sm" c="dimmed" role="status" mb="sm">
          {t`No passkey was made.`}
        </Text>
      )}
      {where && !where.here && (
        <Text size="sm" c="dimmed" mb="sm">
          {where.elsewhere
            ? t`Passkeys work at ${where.elsewhere}, not at the address that this page was opened at.`
            : t`Passkeys need this server to have a name and https, or a browser that knows them.`}
        </Text>
      )}
      {passkeys.data?.length === 0 ? (
        <AccountRow icon={<IconKey size={20} stroke={1.6} aria-hidden />} name={t`No passkey yet`} />
      ) : (
        <ul aria-label={t`Passkeys`}>
          {passkeys.data?.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              rename={() => setOpen({ dialog: "rename", passkey })}
              remove={() => setOpen({ dialog: "remove", passkey })}
            />
          ))}
        </ul>
      )}
      {open?.dialog === "rename" && <RenamePasskeyDialog passkey={open.passkey} close={close} />}
      {open?.dialog === "remove" && <RemovePasskeyDialog passkey={open.passkey} close={close} />}
    </Panel>
  );
}
