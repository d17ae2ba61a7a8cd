import { Button, Checkbox, List, Paper, Text, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import { useDoor } from "../doors/use-doors.ts";
import { LostWithBoard } from "./LostWithBoard.tsx";
import classes from "./ReplaceBoard.module.css";
import "@mantine/core/styles/Checkbox.css";

/** `/doors/$doorId/replace`: what another board means for a door, before the set-up wizard is opened for it. */
export default function ReplaceBoardPage() {
  const { doorId } = useParams({ from: "/signed-in/doors/$doorId/replace" });
  const name = useDoor(doorId).data?.name ?? doorId;
  const [sure, setSure] = useState(false);
  return (
    <Page title={t`Replace the board of ${name}`} above={<Back doorId={doorId} name={name} />}>
      <Paper withBorder radius="lg" className={classes.panel ?? ""}>
        <Title order={2} size="h5">{t`What stays, and what does not`}</Title>
        <List size="sm" spacing={6}>
          <List.Item>
            {t`The door keeps its name, its Door ID ${doorId}, its people and its history. Links and QR codes go on.`}
          </List.Item>
          <List.Item>
            {t`The new board makes a key of its own. Once it has registered, the old key is retired: the old board is refused, also if it comes back.`}
          </List.Item>
          <List.Item>
            {t`The set-up compares the new key over the cable, and this browser signs for it where it has an owner key. Browsers that know that owner go on with one press; others that know the old key send nothing until the new fingerprint was compared there: have it at hand for them.`}
          </List.Item>
          <List.Item>
            {t`The old board still has the Wi-Fi password. Erase it, or destroy it, before it leaves the house.`}
          </List.Item>
          <List.Item>
            {t`If the old board was stolen, change the Wi-Fi password too. If its key is to be refused everywhere, ban it under Settings.`}
          </List.Item>
        </List>
      </Paper>
      <LostWithBoard doorId={doorId} />
      <Paper withBorder radius="lg" className={classes.panel ?? ""}>
        <Text size="sm">
          {t`Is it the same board, and does it still have its key? Then nothing is lost: set it up again, and choose to keep its identity.`}
        </Text>
        <Checkbox
          label={t`The new board is at hand, and I know what has to be made again.`}
          checked={sure}
          onChange={(event) => setSure(event.currentTarget.checked)}
        />
        <div className={classes.actions}>
          {sure ? (
            <Button component={Link} to={`/doors/${doorId}/set-up`}>
              {t`Set up the new board`}
            </Button>
          ) : (
            <Button disabled>{t`Set up the new board`}</Button>
          )}
          <Button component={Link} to={`/doors/${doorId}/set-up`} variant="default">
            {t`Set up the same board again`}
          </Button>
        </div>
      </Paper>
    </Page>
  );
}

function Back({ doorId, name }: { readonly doorId: string; readonly name: string }) {
  return (
    <Link to="/doors/$doorId" params={{ doorId }} className={classes.back}>
      <IconArrowLeft size={16} aria-hidden />
      {name}
    </Link>
  );
}
