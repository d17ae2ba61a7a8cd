import { PasswordInput, Text, TextInput } from "@mantine/core";
import { createPortableKey, fingerprint } from "@openlock/client/grants";
import { PASSPHRASE_MIN, thumbprint, wrapKey } from "@openlock/protocol";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import { addOwnerKeys, type NamedKey } from "./change-owner-keys.ts";
import { PerDoorResults } from "./PerDoorResults.tsx";
import { trustOwnerKeys } from "./trusted-owner-keys.ts";
import { useGrantChange } from "./use-grants.ts";
import { usePerDoor } from "./use-per-door.ts";

interface BackupDialogProps {
  /** The doors that this browser owns, and the backup is to. */
  readonly owned: readonly string[];
  readonly close: () => void;
}

/**
 * Makes another owner key, for a file. This browser's own cannot leave it, so that a backup can be taken off the doors without
 * touching this browser. The new one can be read only here, between being made and being wrapped.
 */
export function BackupDialog({ owned, close }: BackupDialogProps) {
  const [doors] = useState(owned);
  const [name, setName] = useState(t`Backup`);
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [made, setMade] = useState<NamedKey>();
  const known = useDoors().data ?? [];
  const names = (door: string) => known.find(({ id }) => id === door)?.name ?? door;

  const add = usePerDoor((door, key: NamedKey) => addOwnerKeys(door, [key]));
  const start = useGrantChange(async () => {
    const key = made ?? (await makeFile(name.trim(), passphrase));
    setMade(key);
    setPassphrase("");
    setAgain("");
    await add.start(doors, key);
  });
  const fits = passphrase.length >= PASSPHRASE_MIN && passphrase === again && name.trim() !== "";
  return (
    <Dialog
      title={t`Backup of ownership`}
      close={close}
      confirm={add.done ? t`Done` : made ? t`Try the others again` : t`Save the file and tell the doors`}
      onConfirm={() => (add.done ? close() : start.mutate(undefined))}
      disabled={!made && !fits}
      pending={start.isPending}
      error={start.error}
    >
      {made ? (
        <>
          <Text size="sm">
            {t`The file was saved. Keep it where you keep what must not be lost, and the passphrase elsewhere.
            Its key:`}
          </Text>
          <Text size="sm" ff="monospace">
            {fingerprint(made.kid)}
          </Text>
          <PerDoorResults
            outcomes={add.outcomes}
            names={names}
            done={t`The backup owns it: the door has confirmed`}
          />
        </>
      ) : (
        <>
          <Text size="sm">
            {t`This makes a second owner key for your doors and saves it as a file, wrapped by a passphrase. With
            both anybody owns these doors; without the passphrase the file is good for nothing, and nobody can
            make you another.`}
          </Text>
          <TextInput
            label={t`Name of the backup`}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={100}
          />
          <PasswordInput
            label={t`Passphrase`}
            description={t`${PASSPHRASE_MIN} characters at least; several words are best.`}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            autoComplete="new-password"
          />
          <PasswordInput
            label={t`The passphrase again`}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            error={again !== "" && !passphrase.startsWith(again) ? t`It is not the same.` : undefined}
            autoComplete="new-password"
          />
        </>
      )}
    </Dialog>
  );
}

async function makeFile(name: string, passphrase: string): Promise<NamedKey> {
  const key = await createPortableKey();
  const { d: _, ...publicKey } = key;
  const kid = await thumbprint(publicKey);
  const file = new Blob([await wrapKey(key, passphrase)], { type: "application/jose" });
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = `openlock-owner-key-${kid.slice(0, 8)}.jwe`;
  link.click();
  URL.revokeObjectURL(url);
  trustOwnerKeys([kid]);
  return { kid, key: publicKey, name };
}
