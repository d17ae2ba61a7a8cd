import { PasswordInput, Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { addOwnerKeys, ownNamedKey } from "./change-owner-keys.ts";
import { DoorsField } from "./DoorsField.tsx";
import { PerDoorResults } from "./PerDoorResults.tsx";
import { useGrantChange } from "./use-grants.ts";
import { usePerDoor } from "./use-per-door.ts";

/** Makes this browser an owner of further doors, of those whose password it keeps without a question. */
export function OwnMoreDialog({
  doors,
  close,
}: {
  readonly doors: readonly DoorView[];
  readonly close: () => void;
}) {
  // As it was opened: what becomes owned meanwhile stays in the list of what was done.
  const [offered] = useState(doors);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [password, setPassword] = useState("");
  const add = usePerDoor(async (door) =>
    addOwnerKeys(door, [await ownNamedKey()], chosen.length === 1 ? password : ""),
  );
  const start = useGrantChange(() => add.start(chosen));
  const names = (door: string) => offered.find(({ id }) => id === door)?.name ?? door;
  return (
    <Dialog
      title={t`Own more doors`}
      close={close}
      confirm={
        add.done ? t`Done` : add.outcomes.size > 0 ? t`Try the others again` : t`Make this browser an owner`
      }
      onConfirm={() => (add.done ? close() : start.mutate(undefined))}
      disabled={chosen.length === 0}
      pending={add.pending}
      error={start.error}
    >
      {add.outcomes.size > 0 ? (
        <PerDoorResults
          outcomes={add.outcomes}
          names={names}
          done={t`This browser owns it: the door has confirmed`}
        />
      ) : (
        <>
          <Text size="sm">
            {t`Each door is told with its password, which this browser keeps for doors that it has opened with
            one. From then on it needs none.`}
          </Text>
          <DoorsField doors={offered} chosen={chosen} onChange={setChosen} />
          {chosen.length === 1 && (
            <PasswordInput
              label={t`Door password`}
              description={t`Not needed where this browser keeps it.`}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              autoComplete="off"
            />
          )}
        </>
      )}
    </Dialog>
  );
}
