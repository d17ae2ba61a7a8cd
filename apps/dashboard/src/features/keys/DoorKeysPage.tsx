import { Stack } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import { useDoor } from "../doors/use-doors.ts";
import { Grants } from "./Grants.tsx";
import classes from "./Keys.module.css";
import { OwnerKeys } from "./OwnerKeys.tsx";

/** `/doors/$doorId/keys`: who owns a door, and whose keys open it. */
export default function DoorKeysPage() {
  const { doorId } = useParams({ from: "/signed-in/doors/$doorId/keys" });
  const name = useDoor(doorId).data?.name ?? doorId;
  return (
    <Page title={t`Keys of ${name}`} above={<Back doorId={doorId} name={name} />}>
      <Stack gap="lg" data-in-turn>
        <Grants door={doorId} />
        <OwnerKeys door={doorId} />
      </Stack>
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
