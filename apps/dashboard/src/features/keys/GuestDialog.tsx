import { Alert, Text, TextInput } from "@mantine/core";
import { createPortableKey, type PrivateJwk } from "@openlock/client/grants";
import { thumbprint } from "@openlock/protocol";
import { useState } from "react";
import { api } from "../../api/http.ts";
import { pins } from "../../api/pins.ts";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import { writeGuestLink } from "../guest/guest-link.ts";
import { TimesFields } from "./AccessFields.tsx";
import { type Access, inDays, readAccess, signAccess, thisOwnerKey } from "./access.ts";
import { DoorsField } from "./DoorsField.tsx";
import { GuestLinkDialog } from "./GuestLinkDialog.tsx";
import { PerDoorResults } from "./PerDoorResults.tsx";
import { useGrantChange, useMyOwnedDoors } from "./use-grants.ts";
import { usePerDoor } from "./use-per-door.ts";

/** As the relay has it for keys that are in a link. */
const MAX_DAYS = 31;

interface GuestDialogProps {
  /** Chosen at first. */
  readonly door?: string;
  readonly close: () => void;
}

/** Makes a key for somebody without an account, signs it a grant a door, and hands it over as a link. */
export function GuestDialog({ door: first, close }: GuestDialogProps) {
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>(first === undefined ? [] : [first]);
  const [access, setAccess] = useState<Access>(() => ({
    ...{ commands: ["unlock", "lock"], until: inDays(1), week: undefined },
  }));
  const [key, setKey] = useState<PrivateJwk>();
  const [link, setLink] = useState<string>();
  const owned = useMyOwnedDoors().data;
  const doors = (useDoors().data ?? []).filter(({ id }) => owned?.includes(id));
  const names = (door: string) => doors.find(({ id }) => id === door)?.name ?? door;

  const give = usePerDoor(async (door, made: PrivateJwk) => {
    const { d: _, ...key } = made;
    const to = { key, kid: await thumbprint(key) };
    const grant = await signAccess(await thisOwnerKey(), door, to, access);
    await api.post(`/api/doors/${door}/grants`, { grant, guest: name.trim() });
  });
  const start = useGrantChange(async () => {
    // One key for all of them, also where some are tried again.
    const made = key ?? (await createPortableKey());
    setKey(made);
    if (!(await give.start(chosen, made))) return;
    setLink(writeGuestLink({ key: made, pins: await trustedKeys() }, location.origin));
  });
  /** The doors' keys as this browser trusts them, or else as the server has them now. */
  const trustedKeys = async () => {
    const known = new Map<string, string>();
    for (const id of chosen) {
      const kid = (await pins.get(id)) ?? doors.find((door) => door.id === id)?.device?.kid;
      if (kid !== undefined) known.set(id, kid);
    }
    return known;
  };
  if (link !== undefined) {
    return <GuestLinkDialog link={link} guest={name.trim()} doors={chosen.map(names)} close={close} />;
  }
  const ready = name.trim() !== "" && chosen.length > 0 && readAccess(access, MAX_DAYS) !== undefined;
  return (
    <Dialog
      title={t`Invite a guest`}
      close={close}
      confirm={give.outcomes.size > 0 ? t`Try the others again` : t`Make the link`}
      onConfirm={() => start.mutate(undefined)}
      disabled={!ready}
      pending={start.isPending}
      error={start.error}
    >
      {give.outcomes.size > 0 ? (
        <PerDoorResults outcomes={give.outcomes} names={names} done={t`Signed`} />
      ) : (
        <>
          <Text size="sm">
            {t`A guest needs no account. This page makes a key for them and puts it into a link: behind its “#”,
            which no browser sends to a server. Whoever has the link can unlock and lock these doors until
            then.`}
          </Text>
          {owned?.length === 0 && (
            <Alert color="yellow" title={t`This browser owns no door`}>
              {t`Make it an owner under Keys and access of a door, then invite.`}
            </Alert>
          )}
          <TextInput
            label={t`Name of the guest`}
            description={t`They and the history read it.`}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={100}
            required
            withAsterisk={false}
            data-autofocus
          />
          <DoorsField doors={doors} chosen={chosen} onChange={setChosen} />
          <TimesFields access={access} onChange={setAccess} limit={t`A month ahead at most.`} />
        </>
      )}
    </Dialog>
  );
}
