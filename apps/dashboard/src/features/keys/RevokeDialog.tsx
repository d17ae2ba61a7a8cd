import { PasswordInput, Text } from "@mantine/core";
import type { GrantView } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import { ownerAuthority, revokeGrant } from "./command-as-owner.ts";
import { DoorsField } from "./DoorsField.tsx";
import { PerDoorResults } from "./PerDoorResults.tsx";
import { useGrantChange, useGrantsOfKey, useMyOwnedDoors } from "./use-grants.ts";
import { usePerDoor } from "./use-per-door.ts";

/** Takes somebody's access back: at one door, or at all where the same key has some. */
export function RevokeDialog({ grant, close }: { readonly grant: GrantView; readonly close: () => void }) {
  const [password, setPassword] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([grant.door]);
  const others = (useGrantsOfKey(grant.kid).data ?? []).filter(({ jti }) => jti !== grant.jti);
  const doors = useDoors().data ?? [];
  const owned = useMyOwnedDoors().data ?? [];
  const names = (door: string) => doors.find(({ id }) => id === door)?.name ?? door;
  const choices = [...new Set([grant.door, ...others.map(({ door }) => door)])];

  const revoke = usePerDoor(async (door) => {
    const typed = chosen.length === 1 ? password : "";
    const authority = await ownerAuthority(door, owned.includes(door), typed);
    // That grant alone at its own door; elsewhere whatever the key may do.
    const grants = door === grant.door ? [grant] : others.filter((other) => other.door === door);
    for (const each of grants) await revokeGrant(each, authority);
  });
  const start = useGrantChange(() => revoke.start(chosen));
  const asked = revoke.outcomes.size > 0;
  return (
    <Dialog
      title={t`Revoke ${grant.person.label}?`}
      close={close}
      confirm={revoke.done ? t`Done` : asked ? t`Try the others again` : t`Revoke access`}
      dangerous={!revoke.done}
      onConfirm={() => (revoke.done ? close() : start.mutate(undefined))}
      disabled={chosen.length === 0}
      pending={revoke.pending}
      error={start.error}
    >
      {asked ? (
        <>
          <PerDoorResults
            outcomes={revoke.outcomes}
            names={names}
            done={t`Revoked: the door has confirmed`}
          />
          {!revoke.done && !revoke.pending && (
            <Text size="sm">
              {t`Where the door has not confirmed it is still open to that key. You can close this: it goes on by
              itself when the door is back, while OpenLock is open in an owner's browser.`}
            </Text>
          )}
        </>
      ) : (
        <>
          <Text size="sm">
            {t`The door is told at once. While it is offline it stays open to that key; it is told when it comes
            back.`}
          </Text>
          {choices.length > 1 && (
            <DoorsField
              doors={choices.map((id) => ({ id, name: names(id) }))}
              chosen={chosen}
              onChange={setChosen}
              label={t`At`}
            />
          )}
          {chosen.length === 1 && !owned.includes(chosen[0] ?? "") && (
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
