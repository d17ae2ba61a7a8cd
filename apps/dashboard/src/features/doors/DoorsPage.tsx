import { Button, Paper, Skeleton, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { isManager, useMe } from "../../app/me.ts";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import { prepareCommands } from "./command-store.ts";
import classes from "./DoorCard.module.css";
import { DoorGrid } from "./DoorGrid.tsx";
import { EmptyDoors } from "./EmptyDoors.tsx";
import { useDoors } from "./use-doors.ts";

export function DoorsPage() {
  const doors = useDoors();
  useEffect(prepareCommands, []);
  const manager = isManager(useMe());
  const addDoor = manager && (doors.data?.length ?? 0) > 0 && (
    <Button
      component={Link}
      to="/doors/new"
      variant="default"
      leftSection={<IconPlus size={18} aria-hidden />}
    >
      {t`Add door`}
    </Button>
  );
  return (
    <Page title={t`Doors`} actions={addDoor}>
      {doors.error && !doors.data && <LoadFailure error={doors.error} again={() => void doors.refetch()} />}
      {doors.isPending && <CardSkeletons />}
      {doors.data?.length === 0 && <EmptyDoors manager={manager} />}
      {doors.data && doors.data.length > 0 && <DoorGrid doors={doors.data} />}
    </Page>
  );
}

/** As tall as the cards that come in their place. */
function CardSkeletons() {
  return (
    <div className={classes.grid} role="status" aria-label={t`Loading`}>
      {["a", "b", "c"].map((key) => (
        <Paper key={key} withBorder radius="lg" className={classes.card ?? ""}>
          <div className={classes.head}>
            <Skeleton width={46} height={46} radius={14} />
            <Text component="span" className={classes.words ?? ""}>
              <Skeleton height={16} width="55%" mb={8} />
              <Skeleton height={12} width="35%" />
            </Text>
          </div>
          <Skeleton height={56} radius="md" />
        </Paper>
      ))}
    </div>
  );
}
