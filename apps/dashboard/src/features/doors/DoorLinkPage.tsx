import { Skeleton, Title } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { ApiError } from "../../api/api-error.ts";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { Notice } from "../../app/Notice.tsx";
import { useDocumentTitle } from "../../app/use-document-title.ts";
import { t } from "../../i18n/text.ts";
import { CommandFailure } from "./CommandFailure.tsx";
import { CommandStatus } from "./CommandStatus.tsx";
import { prepareCommands } from "./command-store.ts";
import classes from "./DoorLinkPage.module.css";
import { MainControl } from "./MainControl.tsx";
import { PasswordPrompt } from "./PasswordPrompt.tsx";
import { StateIcon } from "./StateIcon.tsx";
import { StateText } from "./StateText.tsx";
import { shownState } from "./shown-state.ts";
import { useDoor } from "./use-doors.ts";

/** `/d/$doorId`: one door and its control, for a link or the QR code beside it. It opens nothing by being opened. */
export default function DoorLinkPage() {
  const { doorId } = useParams({ from: "/signed-in/d/$doorId" });
  const { data: door, error, refetch } = useDoor(doorId);
  useEffect(prepareCommands, []);
  useDocumentTitle(door?.name ?? t`Door`);
  if (error instanceof ApiError && error.problem === "door-unknown") {
    return <Notice title={t`There is no such door`}>{t`It was removed, or you may not use it.`}</Notice>;
  }
  if (!door) {
    return (
      <div className={classes.door}>
        {error ? (
          <LoadFailure error={error} again={() => void refetch()} />
        ) : (
          <>
            <div className={classes.now} role="status" aria-label={t`Loading`}>
              <Skeleton width={68} height={68} radius={19} />
              <Skeleton width="60%" height={30} />
            </div>
            <Skeleton height={56} radius="md" />
          </>
        )}
      </div>
    );
  }
  const state = shownState(door);
  return (
    <div className={classes.door}>
      <div className={classes.now}>
        <StateIcon state={state} large />
        <Title order={1} size="h2">
          {door.name}
        </Title>
        <div className={classes.state}>
          <StateText state={state} />
        </div>
      </div>
      <CommandFailure door={door} />
      <MainControl door={door} large />
      <CommandStatus door={door} />
      <PasswordPrompt door={door} />
      <Link to="/doors" className={classes.all}>
        {t`All doors`}
      </Link>
    </div>
  );
}
