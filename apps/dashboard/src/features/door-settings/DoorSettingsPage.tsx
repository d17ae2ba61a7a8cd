import { Button, Paper, Skeleton, Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { type ComponentType, lazy, Suspense, useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { Notice } from "../../app/Notice.tsx";
import { Page } from "../../app/Page.tsx";
import { useAbout } from "../../app/use-about.ts";
import { t } from "../../i18n/text.ts";
import { useDoorPassword } from "../door-password/door-password.ts";
import { useDoor } from "../doors/use-doors.ts";
import type { SettingDialogProps } from "./ChangeDialog.tsx";
import { ChangeProgress } from "./ChangeProgress.tsx";
import { useChange } from "./change-store.ts";
import classes from "./DoorSettings.module.css";
import type { SettingName } from "./setting-change.ts";
import { SETTING_NAMES } from "./words.ts";

const DIALOGS: Record<SettingName, ComponentType<SettingDialogProps>> = {
  relock: lazy(() => import("./dialogs/RelockDialog.tsx")),
  failSafe: lazy(() => import("./dialogs/FailSafeDialog.tsx")),
  wifi: lazy(() => import("./dialogs/WifiDialog.tsx")),
  server: lazy(() => import("./dialogs/ServerDialog.tsx")),
  doorId: lazy(() => import("./dialogs/DoorIdDialog.tsx")),
  password: lazy(() => import("./dialogs/PasswordDialog.tsx")),
  releaseKeys: lazy(() => import("./dialogs/ReleaseKeysDialog.tsx")),
};

/** `/doors/$doorId/settings`: what a door itself keeps, changed by sealed commands that the relay cannot read. */
export default function DoorSettingsPage() {
  const { doorId } = useParams({ from: "/signed-in/doors/$doorId/settings" });
  const door = useDoor(doorId);
  if (door.data) return <OneDoor key={doorId} door={door.data} />;
  if (door.error instanceof ApiError && door.error.problem === "door-unknown") {
    return (
      <Notice
        title={t`There is no such door`}
      >{t`It was removed, has another Door ID, or you may not use it.`}</Notice>
    );
  }
  return (
    <Page title={t`Settings of a door`}>
      {door.error ? (
        <LoadFailure error={door.error} again={() => void door.refetch()} />
      ) : (
        <Skeleton height={320} radius="lg" role="status" aria-label={t`Loading`} />
      )}
    </Page>
  );
}

function OneDoor({ door }: { readonly door: DoorView }) {
  const [opened, setOpened] = useState<SettingName>();
  const known = useKnown(door);
  const state = useChange(door.id)?.state;
  const busy = state !== undefined && state.at !== "end";
  const Dialog = opened && DIALOGS[opened];
  return (
    <Page title={t`Settings of ${door.name}`} above={<Back door={door} />}>
      <ChangeProgress doorId={door.id} />
      <Paper withBorder radius="lg" className={classes.panel ?? ""}>
        <Text
          size="sm"
          c="dimmed"
        >{t`The door keeps these itself, and tells them to nobody: what is shown is what this server and this browser know. A change is sealed to the door's key, so that the server can neither read nor alter it.`}</Text>
        {!door.device && (
          <Text size="sm">{t`No device has registered for this door yet. Set one up first.`}</Text>
        )}
        {door.device && !door.online && !busy && (
          <Text size="sm">{t`The door is not connected: it can be told nothing until it is back.`}</Text>
        )}
        <ul className={classes.rows}>
          {(Object.keys(DIALOGS) as SettingName[]).map((setting) => (
            <li key={setting} className={classes.row}>
              <div className={classes.words}>
                <span className={classes.name}>{SETTING_NAMES[setting]()}</span>
                <Text size="sm" c="dimmed">
                  {known[setting]}
                </Text>
              </div>
              <Button
                variant="default"
                size="xs"
                aria-label={t`Change ${SETTING_NAMES[setting]()}`}
                disabled={!door.device || busy}
                onClick={() => setOpened(setting)}
              >{t`Change`}</Button>
            </li>
          ))}
        </ul>
      </Paper>
      {Dialog && (
        <Suspense>
          <Dialog door={door} close={() => setOpened(undefined)} />
        </Suspense>
      )}
    </Page>
  );
}

/** What can be said of each setting; of secrets, only where they are kept. */
function useKnown(door: DoorView): Record<SettingName, string> {
  const server = useAbout().data?.device.url;
  const kept = useDoorPassword(door.id);
  const { document } = door.status ?? {};
  return {
    relock: t`How long it stays open after an unlock`,
    failSafe: t`What it does while it cannot reach the server`,
    wifi: document ? t`Connected with ${document.rssi} dBm when it last said so` : t`Not known`,
    server: door.online
      ? t`This one; boards that are set up here get ${server ?? "…"}`
      : t`This one, when it was last connected`,
    doorId: door.id,
    password: kept
      ? t`Kept in this browser, sealed by a key that cannot leave it`
      : t`Not kept in this browser`,
    releaseKeys: t`Whose updates over the air it takes`,
  };
}

function Back({ door }: { readonly door: DoorView }) {
  return (
    <Link to="/doors/$doorId" params={{ doorId: door.id }} className={classes.back}>
      <IconArrowLeft size={16} aria-hidden />
      {door.name}
    </Link>
  );
}
