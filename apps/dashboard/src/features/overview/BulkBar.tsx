import { Button, Paper, Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import type { BulkAction } from "../bulk/bulk-action.ts";
import { startBulk } from "../bulk/bulk-store.ts";
import { actionName, countWords } from "../bulk/words.ts";
import { askForLockdown } from "../lockdown/lockdown-store.ts";
import classes from "./Overview.module.css";

interface BulkBarProps {
  readonly doors: readonly DoorView[];
  readonly clear: () => void;
}

/** What can be asked of the doors that are chosen. */
export function BulkBar({ doors, clear }: BulkBarProps) {
  const [restarting, setRestarting] = useState(false);
  const ids = doors.map(({ id }) => id);
  const start = (action: BulkAction) => startBulk(action, doors);
  return (
    <Paper withBorder radius="lg" className={classes.bulk ?? ""} role="region" aria-label={t`Chosen doors`}>
      <span className={classes.count} role="status">{t`${countWords(doors.length)} chosen`}</span>
      <Button size="xs" color="red" onClick={() => askForLockdown({ action: "lockdown", doors: ids })}>
        {t`Start lockdown…`}
      </Button>
      <Button
        size="xs"
        variant="default"
        onClick={() => askForLockdown({ action: "lift", doors: ids })}
      >{t`Lift lockdown…`}</Button>
      <Button size="xs" variant="default" onClick={() => start("lock")}>
        {actionName("lock")}
      </Button>
      <Button size="xs" variant="default" onClick={() => start("status")}>
        {actionName("status")}
      </Button>
      <Button size="xs" variant="default" onClick={() => setRestarting(true)}>
        {t`Restart…`}
      </Button>
      <Button size="xs" variant="subtle" onClick={clear}>
        {t`Choose none`}
      </Button>
      {restarting && (
        <Dialog
          title={t`Restart ${countWords(doors.length)}?`}
          close={() => setRestarting(false)}
          confirm={t`Restart`}
          onConfirm={() => {
            setRestarting(false);
            start("restart");
          }}
        >
          <Text size="sm">
            {t`Each is away for some seconds, and locks meanwhile unless it is set to stay free when it has no connection.`}
          </Text>
        </Dialog>
      )}
    </Paper>
  );
}
