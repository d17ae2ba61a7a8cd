import { Alert, Checkbox, Text } from "@mantine/core";
import { fingerprint } from "@openlock/client/grants";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api/http.ts";
import { Dialog } from "../../app/Dialog.tsx";
import { rich, t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import { usePeople } from "../people/use-people.ts";
import { CommandsField, TimesFields } from "./AccessFields.tsx";
import { type Access, inDays, readAccess, signAccess, thisOwnerKey } from "./access.ts";
import { DoorsField } from "./DoorsField.tsx";
import { PerDoorResults } from "./PerDoorResults.tsx";
import { PresentAccess } from "./PresentAccess.tsx";
import { toSchedule } from "./schedule/week.ts";
import { type AskedTogether, useGrantChange, useMyOwnedDoors } from "./use-grants.ts";
import { usePerDoor } from "./use-per-door.ts";

interface ApproveDialogProps {
  /** Of one person for one key. */
  readonly requests: AskedTogether;
  readonly close: () => void;
}

/** Signs grants here, with the owner key of this browser, one a door, and hands them to the relay. */
export function ApproveDialog({ requests, close }: ApproveDialogProps) {
  const [{ person, kid, key, id }] = requests;
  const [chosen, setChosen] = useState<readonly string[]>(() => requests.map(({ door }) => door));
  const [access, setAccess] = useState<Access>(() => ({
    ...{ commands: ["unlock", "lock", "status"], until: inDays(30), week: undefined },
  }));
  const [compared, setCompared] = useState(false);
  const doors = useOfferedDoors(requests);
  const owned = useMyOwnedDoors().data;
  const foreign = owned && chosen.find((door) => !owned.includes(door));

  const give = usePerDoor(async (door) => {
    const grant = await signAccess(await thisOwnerKey(), door, { key, kid }, access);
    const request = requests.find((each) => each.door === door);
    if (request) await api.post(`/api/doors/${door}/grant-requests/${request.id}/approve`, { grant });
    else await api.post(`/api/doors/${door}/grants`, { grant, request: id });
  });
  const start = useGrantChange(() => give.start(chosen));
  const names = (door: string) => doors.find((each) => each.id === door)?.name ?? door;
  return (
    <Dialog
      title={t`Access for ${person.label}`}
      close={close}
      confirm={give.done ? t`Done` : give.outcomes.size > 0 ? t`Try the others again` : t`Sign and approve`}
      onConfirm={() => (give.done ? close() : start.mutate(undefined))}
      disabled={!compared || !owned || foreign !== undefined || chosen.length === 0 || !readAccess(access)}
      pending={give.pending}
    >
      {give.outcomes.size > 0 ? (
        <PerDoorResults outcomes={give.outcomes} names={names} done={t`Signed and approved`} />
      ) : (
        <>
          {foreign !== undefined && (
            <Alert color="yellow" title={t`This browser is no owner of ${names(foreign)}`}>
              {rich`Make it one under ${(
                <Link to="/doors/$doorId/keys" params={{ doorId: foreign }}>
                  {t`Keys and access`}
                </Link>
              )}, then approve.`}
            </Alert>
          )}
          <div>
            <Text size="sm">{t`The key's fingerprint, which the person sees under Your key:`}</Text>
            <Text size="sm" ff="monospace" mt={4}>
              {fingerprint(kid)}
            </Text>
          </div>
          <Checkbox
            label={t`I have compared it with the person`}
            checked={compared}
            onChange={(event) => setCompared(event.currentTarget.checked)}
          />
          <DoorsField doors={doors} chosen={chosen} onChange={setChosen} />
          <CommandsField access={access} onChange={setAccess} />
          <TimesFields access={access} onChange={setAccess} limit={t`A year ahead at most.`} />
          <PresentAccess
            person={person}
            doors={chosen}
            names={names}
            schedule={access.week && toSchedule(access.week)}
          />
        </>
      )}
    </Dialog>
  );
}

/** The doors that were asked for, then the others that the person may use and this browser owns. */
function useOfferedDoors(requests: AskedTogether) {
  const doors = useDoors().data ?? [];
  const scope = usePeople().data?.find(({ id }) => id === requests[0].person.id)?.doors;
  const owned = useMyOwnedDoors().data ?? [];
  const nameOf = (id: string) => doors.find((door) => door.id === id)?.name ?? id;
  const asked = requests.map(({ door }) => ({ id: door, name: nameOf(door), description: t`Asked for` }));
  const others = doors.filter(
    ({ id }) =>
      owned.includes(id) &&
      !asked.some((each) => each.id === id) &&
      (scope?.all === true || scope?.ids.includes(id)),
  );
  return [...asked, ...others.map(({ id, name }) => ({ id, name }))];
}
