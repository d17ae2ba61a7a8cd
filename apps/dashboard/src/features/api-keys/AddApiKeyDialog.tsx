import { Checkbox, Stack, TextInput } from "@mantine/core";
import type { ApiKeyUse, DoorScope } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { useMe } from "../../app/me.ts";
import { SecretDialog } from "../../app/SecretDialog.tsx";
import { t } from "../../i18n/text.ts";
import { ScopeField } from "../doors/ScopeField.tsx";
import { useAddApiKey } from "./use-api-keys.ts";
import { USES } from "./uses.ts";

/** Makes a key and shows it, once. */
export function AddApiKeyDialog({ close }: { readonly close: () => void }) {
  const [name, setName] = useState("");
  const [uses, setUses] = useState<readonly ApiKeyUse[]>(USES.map(({ use }) => use));
  const [doors, setDoors] = useState<DoorScope>(useMe()?.doors ?? { all: true });
  const [until, setUntil] = useState("");
  const [key, setKey] = useState<string>();
  const add = useAddApiKey((made) => setKey(made.key));
  if (key !== undefined) {
    return (
      <SecretDialog title={t`API key`} secret={key} copy={t`Copy key`} close={close}>
        {t`Give it to your program now: it is not shown again. The server keeps what tells that a key is right,
        and not the key.`}
      </SecretDialog>
    );
  }
  return (
    <Dialog
      title={t`Add API key`}
      close={close}
      confirm={t`Add API key`}
      onConfirm={() =>
        add.mutate({
          name: name.trim(),
          doors,
          uses: [...uses],
          ...(until !== "" && { expiresAt: new Date(until).getTime() }),
        })
      }
      disabled={name.trim() === "" || uses.length === 0}
      pending={add.isPending}
      error={add.error}
    >
      <TextInput
        label={t`Name`}
        description={t`Which program it is for.`}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={100}
        required
        withAsterisk={false}
        data-autofocus
      />
      <Checkbox.Group
        label={t`It may`}
        value={[...uses]}
        onChange={(chosen) => setUses(chosen as ApiKeyUse[])}
      >
        <Stack gap="xs" mt={6}>
          {USES.map(({ use, label }) => (
            <Checkbox key={use} value={use} label={label()} />
          ))}
        </Stack>
      </Checkbox.Group>
      <ScopeField scope={doors} onChange={setDoors} />
      <TextInput
        label={t`Good until`}
        description={t`Left empty: until it is revoked.`}
        type="datetime-local"
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
    </Dialog>
  );
}
