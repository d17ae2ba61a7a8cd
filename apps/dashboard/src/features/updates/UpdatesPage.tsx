import { Button } from "@mantine/core";
import { useState } from "react";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import { BeginDialog } from "./BeginDialog.tsx";
import { ReleaseKeys } from "./ReleaseKeys.tsx";
import { Releases } from "./Releases.tsx";
import { Rollouts } from "./Rollouts.tsx";
import classes from "./Updates.module.css";
import { useReleases } from "./use-updates.ts";

/** `/updates`: firmware that can be rolled out, and what becomes of it at the doors. */
export default function UpdatesPage() {
  const releases = useReleases();
  const [beginning, setBeginning] = useState(false);
  const none = releases.data?.length === 0 || releases.isError;
  return (
    <Page
      title={t`Updates`}
      actions={
        !none && (
          <Button onClick={() => setBeginning(true)} loading={releases.isPending}>
            {t`Update doors`}
          </Button>
        )
      }
    >
      <div className={classes.panels} data-in-turn>
        <Rollouts />
        <Releases />
        <ReleaseKeys />
      </div>
      {beginning && releases.data && (
        <BeginDialog releases={releases.data} close={() => setBeginning(false)} />
      )}
    </Page>
  );
}
