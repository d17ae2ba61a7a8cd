import { Button, Text, Textarea, TextInput } from "@mantine/core";
import type { ReleaseKeyView } from "@openlock/api";
import { fingerprint } from "@openlock/protocol";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { ListPanel, ListRow } from "../../app/ListPanel.tsx";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import { useAddKey, useReleaseKeys, useRemoveKey } from "./use-updates.ts";

/** The public halves of the keys that sign releases: given to boards that are set up here. */
export function ReleaseKeys() {
  const keys = useReleaseKeys();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <ListPanel
        title={t`Release keys`}
        lead={t`Boards that are set up here are told to trust firmware by these keys. Only public halves are kept.`}
        action={
          <Button variant="default" onClick={() => setAdding(true)}>
            {t`Add key`}
          </Button>
        }
        list={keys}
        empty={t`No key yet. A board that is set up without one takes no updates over the air.`}
        row={(key) => <ReleaseKeyRow key={key.kid} releaseKey={key} />}
      />
      {adding && <AddKeyDialog close={() => setAdding(false)} />}
    </>
  );
}

function ReleaseKeyRow({ releaseKey: { kid, name, at } }: { readonly releaseKey: ReleaseKeyView }) {
  const remove = useRemoveKey(kid);
  return (
    <ListRow
      name={fingerprint(kid)}
      facts={`${name} · ${moment(at)}`}
      error={remove.error}
      action={
        <Button variant="default" size="xs" loading={remove.isPending} onClick={() => remove.mutate()}>
          {t`Remove`}
        </Button>
      }
    />
  );
}

function AddKeyDialog({ close }: { readonly close: () => void }) {
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const add = useAddKey(close);
  const key = parse(text);
  return (
    <Dialog
      title={t`Add release key`}
      close={close}
      confirm={t`Add key`}
      onConfirm={() => add.mutate({ name: name.trim(), key })}
      disabled={name.trim() === "" || key === undefined}
      pending={add.isPending}
      error={add.error}
    >
      <TextInput
        label={t`Name`}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={100}
        data-autofocus
      />
      <Textarea
        label={t`Public key`}
        description={t`The JWK of its public half. Never paste a private key.`}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={text !== "" && key === undefined ? t`This is not the public half of a P-256 key.` : undefined}
        minRows={4}
        spellCheck={false}
      />
      <Text size="sm">
        {t`Doors that are set up already keep their own list. To change it, configure them with an owner key or
        the door password.`}
      </Text>
    </Dialog>
  );
}

function parse(text: string): object | undefined {
  try {
    const key: unknown = JSON.parse(text);
    const fits = typeof key === "object" && key !== null && "x" in key && "y" in key && !("d" in key);
    return fits ? key : undefined;
  } catch {
    return undefined;
  }
}
