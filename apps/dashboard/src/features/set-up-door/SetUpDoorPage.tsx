import { Alert } from "@mantine/core";
import type { About, DoorView } from "@openlock/api";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Page } from "../../app/Page.tsx";
import { PageSkeleton } from "../../app/PageSkeleton.tsx";
import { useAbout } from "../../app/use-about.ts";
import { readDoor } from "../doors/use-doors.ts";
import { hasWebSerial, NoWebSerial } from "./NoWebSerial.tsx";
import { Wizard } from "./Wizard.tsx";
import { createWizardStore, WizardContext } from "./wizard-store.ts";
import "./styles.ts";

/** `/doors/new`, and `/doors/$doorId/set-up` for a door that has no board yet or gets another. */
export default function SetUpDoorPage() {
  const { doorId } = useParams({ strict: false });
  const about = useAbout();
  const door = useQuery({
    queryKey: ["doors", doorId],
    queryFn: ({ signal }) => readDoor(doorId ?? "", signal),
    enabled: doorId !== undefined,
  });
  if (!about.data || (doorId !== undefined && !door.data)) {
    // Only here: a later look that fails must not take the wizard away from under a board that is being flashed.
    const error = about.error ?? door.error;
    if (!error) return <PageSkeleton />;
    return (
      <Page title="Set up a door">
        <Alert color="red" role="alert" title={error.message} />
      </Page>
    );
  }
  if (!hasWebSerial() && !about.data.virtualDoors) return <NoWebSerial />;
  return <OneSetUp key={doorId ?? "new"} about={about.data} door={door.data} />;
}

/** From opening the page to leaving it: then the port is given free. */
function OneSetUp({ about, door }: { readonly about: About; readonly door: DoorView | undefined }) {
  const [store] = useState(() => createWizardStore(door && { id: door.id, name: door.name }));
  useEffect(() => () => void store.getState().board?.release(), [store]);
  return (
    <WizardContext value={store}>
      <Wizard about={about} />
    </WizardContext>
  );
}
