import { Paper, Skeleton, Title } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { ApiError } from "../../api/api-error.ts";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { isCommander, useMe } from "../../app/me.ts";
import { Notice } from "../../app/Notice.tsx";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import { DoorHistory } from "../history/DoorHistory.tsx";
import { DeviceFacts } from "./DeviceFacts.tsx";
import { DoorControl } from "./DoorControl.tsx";
import { DoorMenu } from "./DoorMenu.tsx";
import classes from "./DoorPage.module.css";
import { KeyChanged } from "./KeyChanged.tsx";
import { useDoor } from "./use-doors.ts";
import { usePinnedKey } from "./use-pinned-key.ts";

/** `/doors/$doorId` */
export default function DoorPage() {
  const { doorId } = useParams({ from: "/signed-in/doors/$doorId" });
  const door = useDoor(doorId);
  if (door.data) return <OneDoor key={doorId} door={door.data} />;
  if (door.error instanceof ApiError && door.error.problem === "door-unknown") {
    return <Notice title={t`There is no such door`}>{t`It was removed, or you may not use it.`}</Notice>;
  }
  return (
    <Page title={t`Door`} above={<Back />}>
      {door.error ? (
        <LoadFailure error={door.error} again={() => void door.refetch()} />
      ) : (
        <Skeleton height={220} radius="lg" role="status" aria-label={t`Loading`} />
      )}
    </Page>
  );
}

function OneDoor({ door }: { readonly door: DoorView }) {
  const me = useMe();
  const key = usePinnedKey(door);
  return (
    <Page title={door.name} above={<Back />} actions={<DoorMenu door={door} />}>
      <div className={classes.columns}>
        <div className={classes.column}>
          {isCommander(me) && key?.known === "other" && (
            <KeyChanged door={door} pinned={key.pinned} offered={key.offered} />
          )}
          <DoorControl door={door} />
          <Paper withBorder radius="lg" className={classes.panel ?? ""}>
            <Title order={2} size="h5" mb="sm">
              {t`History`}
            </Title>
            <DoorHistory doorId={door.id} />
          </Paper>
        </div>
        <DeviceFacts door={door} pinned={key} />
      </div>
    </Page>
  );
}

function Back() {
  return (
    <Link to="/doors" className={classes.back}>
      <IconArrowLeft size={16} aria-hidden />
      {t`All doors`}
    </Link>
  );
}
