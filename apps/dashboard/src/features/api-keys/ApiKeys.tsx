import { Button, Text } from "@mantine/core";
import type { ApiKeyView } from "@openlock/api";
import { useState } from "react";
import { Dialog } from "../../app/Dialog.tsx";
import { ListPanel, ListRow } from "../../app/ListPanel.tsx";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import { scopeWords } from "../alerts/words.ts";
import { useDoors } from "../doors/use-doors.ts";
import { AddApiKeyDialog } from "./AddApiKeyDialog.tsx";
import { useApiKeys, useRevokeApiKey } from "./use-api-keys.ts";
import { usesWords } from "./uses.ts";

/** Keys for programs on servers. */
export function ApiKeys() {
  const [adding, setAdding] = useState(false);
  const keys = useApiKeys();
  return (
    <>
      <ListPanel
        title={t`API keys`}
        lead={t`For programs on servers, never for pages: whoever opens a page can read what is in it.`}
        action={
          <Button variant="default" onClick={() => setAdding(true)}>
            {t`Add API key`}
          </Button>
        }
        list={keys}
        empty={t`There is no API key.`}
        row={(key) => <ApiKeyRow key={key.id} apiKey={key} />}
      />
      {adding && <AddApiKeyDialog close={() => setAdding(false)} />}
    </>
  );
}

function ApiKeyRow({ apiKey }: { readonly apiKey: ApiKeyView }) {
  const [revoking, setRevoking] = useState(false);
  const known = useDoors().data ?? [];
  const { name, uses, doors, expiresAt, lastUsedAt } = apiKey;
  const facts = [
    `${usesWords(uses)} ${scopeWords(doors, known)}`,
    lastUsedAt === undefined ? t`never used` : t`last used ${moment(lastUsedAt)}`,
    expiresAt === undefined ? t`until it is revoked` : endWords(expiresAt),
  ];
  return (
    <>
      <ListRow
        name={name}
        facts={facts.join(" · ")}
        action={
          <Button
            size="xs"
            variant="default"
            aria-label={t`Revoke ${name}`}
            onClick={() => setRevoking(true)}
          >
            {t`Revoke`}
          </Button>
        }
      />
      {revoking && <RevokeApiKeyDialog apiKey={apiKey} close={() => setRevoking(false)} />}
    </>
  );
}

function endWords(expiresAt: number): string {
  return expiresAt < Date.now() ? t`ended ${moment(expiresAt)}` : t`until ${moment(expiresAt)}`;
}

function RevokeApiKeyDialog({ apiKey, close }: { apiKey: ApiKeyView; close: () => void }) {
  const revoke = useRevokeApiKey(apiKey.id, close);
  return (
    <Dialog
      title={t`Revoke ${apiKey.name}?`}
      close={close}
      confirm={t`Revoke API key`}
      dangerous
      onConfirm={() => revoke.mutate()}
      pending={revoke.isPending}
      error={revoke.error}
    >
      <Text size="sm">{t`Programs that have it are refused at once. This cannot be undone.`}</Text>
    </Dialog>
  );
}
