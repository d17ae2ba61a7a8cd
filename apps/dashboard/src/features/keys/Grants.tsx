import { Button } from "@mantine/core";
import type { GrantView } from "@openlock/api";
import { useState } from "react";
import { ListPanel } from "../../app/ListPanel.tsx";
import { t } from "../../i18n/text.ts";
import { GrantRow } from "./GrantRow.tsx";
import { GuestDialog } from "./GuestDialog.tsx";
import { RevokeDialog } from "./RevokeDialog.tsx";
import { useDoorGrants } from "./use-grants.ts";
import { grantWords } from "./words.ts";

/** Whose keys open a door. */
export function Grants({ door }: { readonly door: string }) {
  const grants = useDoorGrants(door);
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <ListPanel
        title={t`Access`}
        lead={t`Taken back only when the door itself has confirmed it. Until then the door is still open to that key.`}
        action={<Button onClick={() => setInviting(true)}>{t`Invite a guest`}</Button>}
        list={grants}
        empty={t`Nobody has access by a key of their own.`}
        row={(grant) => <Row key={grant.jti} grant={grant} />}
      />
      {inviting && <GuestDialog door={door} close={() => setInviting(false)} />}
    </>
  );
}

function Row({ grant }: { readonly grant: GrantView }) {
  const [revoking, setRevoking] = useState(false);
  const who = grant.person.label;
  const again = grant.state === "revocation-asked";
  return (
    <>
      <GrantRow
        grant={grant}
        weekOf={t`Week of ${who}`}
        name={grant.person.id === undefined ? t`${who}, guest` : who}
        facts={t`${grantWords(grant)} · given by ${grant.ownerName ?? grant.approvedBy}`}
        action={
          grant.state !== "revoked" &&
          grant.state !== "over" && (
            <Button
              size="xs"
              variant="default"
              aria-label={again ? t`Try to revoke ${who} again` : t`Revoke ${who}`}
              onClick={() => setRevoking(true)}
            >
              {again ? t`Try again` : t`Revoke`}
            </Button>
          )
        }
      />
      {revoking && <RevokeDialog grant={grant} close={() => setRevoking(false)} />}
    </>
  );
}
