import { Button, PasswordInput, Text } from "@mantine/core";
import type { GrantView } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { ListPanel, ListRow } from "../../app/ListPanel.tsx";
import { ownerAuthority, revokeGrant } from "./command-as-owner.ts";
import { useDoorGrants, useGrantChange, useOwnerKeys } from "./use-grants.ts";
import { grantWords } from "./words.ts";

/** Whose keys open a door. */
export function Grants({ door }: { readonly door: string }) {
  const grants = useDoorGrants(door);
  return (
    <ListPanel
      title="Access"
      lead="Taken back only when the door itself has confirmed it. Until then the door is still open to that key."
      list={grants}
      empty="Nobody has access by a key of their own."
      row={(grant) => <GrantRow key={grant.jti} grant={grant} />}
    />
  );
}

function GrantRow({ grant }: { readonly grant: GrantView }) {
  const [revoking, setRevoking] = useState(false);
  const who = grant.person.label;
  const again = grant.state === "revocation-asked";
  return (
    <>
      <ListRow
        name={who}
        facts={`${grantWords(grant)} · given by ${grant.ownerName ?? grant.approvedBy}`}
        action={
          grant.state !== "revoked" &&
          grant.state !== "over" && (
            <Button
              size="xs"
              variant="default"
              aria-label={again ? `Try to revoke ${who} again` : `Revoke ${who}`}
              onClick={() => setRevoking(true)}
            >
              {again ? "Try again" : "Revoke"}
            </Button>
          )
        }
      />
      {revoking && <RevokeDialog grant={grant} close={() => setRevoking(false)} />}
    </>
  );
}

function RevokeDialog({ grant, close }: { grant: GrantView; close: () => void }) {
  const [password, setPassword] = useState("");
  const listed = useOwnerKeys(grant.door).data ?? [];
  const revoke = useGrantChange(async () => {
    const by = await ownerAuthority(grant.door, listed, password);
    if (!by) throw new Error("This browser is no owner of this door: type the door password.");
    return await revokeGrant(grant, by);
  });
  return (
    <Dialog
      title={`Revoke ${grant.person.label}?`}
      close={close}
      confirm="Revoke access"
      dangerous
      onConfirm={() => revoke.mutate(undefined, { onSuccess: close })}
      pending={revoke.isPending}
      error={revoke.error}
    >
      <Text size="sm">
        The door is told at once. While it is offline it stays open to that key, and this has to be tried
        again.
      </Text>
      <PasswordInput
        label="Door password"
        description="Not needed where this browser has an owner key or the password."
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="off"
      />
    </Dialog>
  );
}
