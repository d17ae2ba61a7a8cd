import { Alert } from "@mantine/core";
import type { About, DoorView } from "@openlock/api";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Page } from "../../app/Page.tsx";
import { PageSkeleton } from "../../app/PageSkeleton.tsx";
import { useAbout } from "../../app/use-about.ts";
import { readDoor } from "../doors/use-doors.ts";
import { noteDoor, useSitting } from "../sitting/sitting.ts";
import { hasWebSerial, NoWebSerial } from "./NoWebSerial.tsx";
import { Wizard } from "./Wizard.tsx";
import { createWizardStore, SET_UP, type StepName, WizardContext, type WizardState } from "./wizard-store.ts";
import "./styles.ts";

interface BoardWorkProps {
  readonly title: string;
  readonly steps: readonly StepName[];
}

/** Work with a board at this computer, for a door that exists or is to be. */
export function BoardWork({ title, steps }: BoardWorkProps) {
  const { doorId } = useParams({ strict: false });
  const about = useAbout();
  const round = useSitting((sitting) => sitting.round);
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
      <Page title={title}>
        <Alert color="red" role="alert" title={error.message} />
      </Page>
    );
  }
  if (!hasWebSerial() && !about.data.virtualDoors) return <NoWebSerial />;
  return (
    <OneBoard
      key={doorId ?? `new/${round}`}
      about={about.data}
      door={door.data}
      title={title}
      steps={steps}
    />
  );
}

interface OneBoardProps extends BoardWorkProps {
  readonly about: About;
  readonly door: DoorView | undefined;
}

/** From opening the page to leaving it: then the port is given free. */
function OneBoard({ about, door, title, steps }: OneBoardProps) {
  const [store] = useState(() => createWizardStore(door && { id: door.id, name: door.name }, steps));
  useEffect(() => () => void store.getState().board?.release(), [store]);
  useEffect(() => store.subscribe(noteInSitting), [store]);
  return (
    <WizardContext value={store}>
      <Wizard about={about} title={title} />
    </WizardContext>
  );
}

function noteInSitting({ steps, door, step, presentPassword, lockPin }: WizardState): void {
  if (!door || steps !== SET_UP) return;
  const done = step === "done" || step === "lock-pin";
  noteDoor({ ...door, done, password: presentPassword, lockPin });
}
