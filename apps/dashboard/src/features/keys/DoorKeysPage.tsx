import { Stack } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { Page } from "../../app/Page.tsx";
import { useDoor } from "../doors/use-doors.ts";
import { Grants } from "./Grants.tsx";
import { OwnerKeys } from "./OwnerKeys.tsx";

/** `/doors/$doorId/keys`: who owns a door, and whose keys open it. */
export default function DoorKeysPage() {
  const { doorId } = useParams({ from: "/signed-in/doors/$doorId/keys" });
  const name = useDoor(doorId).data?.name ?? doorId;
  return (
    <Page
      title={`Keys of ${name}`}
      above={
        <Link to="/doors/$doorId" params={{ doorId }}>
          {name}
        </Link>
      }
    >
      <Stack gap="lg">
        <Grants door={doorId} />
        <OwnerKeys door={doorId} />
      </Stack>
    </Page>
  );
}
