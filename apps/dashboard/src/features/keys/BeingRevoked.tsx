import { Button } from "@mantine/core";
import type { DoorView, GrantView } from "@openlock/api";
import { useState } from "react";
import { ListPanel, ListRow } from "../../app/ListPanel.tsx";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import { RevokeDialog } from "./RevokeDialog.tsx";
import { useTelling } from "./use-finish-revocations.ts";
import { useMyOwnedDoors, useRevoking } from "./use-grants.ts";

/** What is being taken back at all doors: which have not confirmed yet, and what they wait for. */
export function BeingRevoked() {
  const revoking = useRevoking();
  const doors = useDoors().data ?? [];
  const [again, setAgain] = useState<GrantView>();
  return (
    <>
      <ListPanel
        title={t`Being taken back`}
        lead={t`These doors have not confirmed yet, so they are still open to these keys. It goes on by itself when a door is back, while OpenLock is open in an owner's browser.`}
        list={revoking}
        empty={t`Nothing: every door has confirmed what was taken back.`}
        row={(grant) => (
          <Row
            key={grant.jti}
            grant={grant}
            door={doors.find(({ id }) => id === grant.door)}
            tryAgain={() => setAgain(grant)}
          />
        )}
      />
      {again && <RevokeDialog grant={again} close={() => setAgain(undefined)} />}
    </>
  );
}

interface RowProps {
  readonly grant: GrantView;
  readonly door: DoorView | undefined;
  readonly tryAgain: () => void;
}

function Row({ grant, door, tryAgain }: RowProps) {
  const name = door?.name ?? grant.door;
  return (
    <ListRow
      name={`${grant.person.label}, ${name}`}
      facts={t`${useProgress(grant, door)} · asked by ${grant.revocation?.askedBy ?? ""} ${moment(grant.revocation?.askedAt ?? grant.at)}`}
      action={
        <Button
          size="xs"
          variant="default"
          aria-label={t`Try to revoke ${grant.person.label} at ${name} again`}
          onClick={tryAgain}
        >
          {t`Try again`}
        </Button>
      }
    />
  );
}

function useProgress({ jti, door: id, exp }: GrantView, door: DoorView | undefined): string {
  const telling = useTelling(jti);
  const owned = useMyOwnedDoors().data;
  if (!door) return t`The door is gone from this server; the key ends ${moment(exp * 1000)}`;
  if (telling?.state === "telling") return t`The door is being told…`;
  if (!door.online) return t`Waits for the door to come back`;
  if (telling?.state === "failed") return telling.why;
  return owned?.includes(id) ? t`Next` : t`This browser is no owner of the door: it needs the door password`;
}
