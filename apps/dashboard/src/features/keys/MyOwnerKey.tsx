import { Button, Group, Text } from "@mantine/core";
import { fingerprint } from "@openlock/client/grants";
import { useState } from "react";
import { ListPanel, ListRow } from "../../app/ListPanel.tsx";
import { t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import { BackupDialog } from "./BackupDialog.tsx";
import { useBrowserKey } from "./browser-keys.ts";
import classes from "./Keys.module.css";
import { OwnMoreDialog } from "./OwnMoreDialog.tsx";
import { RestoreDialog } from "./RestoreDialog.tsx";
import { useMyOwnedDoors } from "./use-grants.ts";

/** This browser's owner key: which doors it owns, more doors for it, and a backup that is another owner. */
export function MyOwnerKey() {
  const [dialog, setDialog] = useState<"more" | "backup" | "restore">();
  const own = useBrowserKey("owner").data;
  const owned = useMyOwnedDoors();
  const doors = useDoors().data ?? [];
  const rest = doors.filter(({ id, device }) => device && !owned.data?.includes(id));
  const close = () => setDialog(undefined);
  return (
    <>
      <ListPanel
        title={t`This browser as an owner`}
        lead={t`An owner may do anything at a door without its password, and give others access. The key never leaves this browser. A backup is another owner key, in a file that only your passphrase opens.`}
        list={owned}
        {...(own && owned.data && owned.data.length > 0 && { note: <Fingerprint kid={own.kid} /> })}
        empty={t`This browser owns no door yet. It becomes the owner of doors that are set up in it.`}
        action={
          <Group gap="xs">
            {rest.length > 0 && (
              <Button variant="default" onClick={() => setDialog("more")}>
                {t`Own more doors`}
              </Button>
            )}
            {owned.data && owned.data.length > 0 && (
              <Button variant="default" onClick={() => setDialog("backup")}>
                {t`Make a backup`}
              </Button>
            )}
            <Button variant="default" onClick={() => setDialog("restore")}>
              {t`Use a backup`}
            </Button>
          </Group>
        }
        row={(door) => (
          <ListRow
            key={door}
            name={doors.find(({ id }) => id === door)?.name ?? door}
            facts={t`Opened with this key, as far as this server was told`}
            action={null}
          />
        )}
      />
      {dialog === "more" && <OwnMoreDialog doors={rest} close={close} />}
      {dialog === "backup" && <BackupDialog owned={owned.data ?? []} close={close} />}
      {dialog === "restore" && <RestoreDialog hasKey={own !== null} close={close} />}
    </>
  );
}

function Fingerprint({ kid }: { readonly kid: string }) {
  return (
    <div className={classes.fingerprint}>
      <Text size="sm">{t`Its fingerprint, for other owners to compare:`}</Text>
      <Text size="sm" ff="monospace">
        {fingerprint(kid)}
      </Text>
    </div>
  );
}
