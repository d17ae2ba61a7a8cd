import { Button, Group, Text } from "@mantine/core";
import type { KeyRotation, SigningKeyView } from "@openlock/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/http.ts";
import { Dialog } from "../../app/Dialog.tsx";
import { ListPanel, ListRow } from "../../app/ListPanel.tsx";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";

const SIGNING_KEYS = ["signing-keys"] as const;

const ROTATIONS = {
  verify: {
    title: () => t`New signing key?`,
    confirm: () => t`Make new key`,
    text: () => t`Tokens of the keys before stay good until they expire, within minutes. Nobody notices.`,
  },
  revoke: {
    title: () => t`Revoke the signing keys?`,
    confirm: () => t`Revoke and make new key`,
    text: () =>
      t`For when somebody may have such a key: every token of before is refused at once. Pages get new ones by themselves.`,
  },
} as const;

/** What access tokens are signed with. */
export function SigningKeys() {
  const [previous, setPrevious] = useState<KeyRotation["previous"]>();
  const keys = useQuery({
    queryKey: SIGNING_KEYS,
    queryFn: async ({ signal }) =>
      (await api.get<{ keys: SigningKeyView[] }>("/api/signing-keys", { signal })).keys,
  });
  return (
    <>
      <ListPanel
        title={t`Signing keys`}
        lead={t`Advanced. This server signs access tokens with them, and changes them every 30 days by itself.`}
        action={
          <Group gap="xs">
            <Button variant="default" onClick={() => setPrevious("verify")}>
              {t`New key`}
            </Button>
            <Button variant="default" onClick={() => setPrevious("revoke")}>
              {t`Revoke all`}
            </Button>
          </Group>
        }
        list={keys}
        empty={t`There is no key yet: the first sign-in makes one.`}
        row={({ kid, createdAt, retiredAt }) => (
          <ListRow
            key={kid}
            name={kid}
            facts={
              retiredAt === undefined
                ? t`Signs since ${moment(createdAt)}`
                : t`Signed from ${moment(createdAt)} to ${moment(retiredAt)}`
            }
            action={null}
          />
        )}
      />
      {previous && <RotateDialog previous={previous} close={() => setPrevious(undefined)} />}
    </>
  );
}

function RotateDialog({ previous, close }: KeyRotation & { readonly close: () => void }) {
  const queries = useQueryClient();
  const rotate = useMutation({
    mutationFn: () => api.post("/api/signing-keys", { previous } satisfies KeyRotation),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: SIGNING_KEYS });
      close();
    },
  });
  const { title, confirm, text } = ROTATIONS[previous];
  return (
    <Dialog
      title={title()}
      close={close}
      confirm={confirm()}
      dangerous={previous === "revoke"}
      onConfirm={() => rotate.mutate()}
      pending={rotate.isPending}
      error={rotate.error}
    >
      <Text size="sm">{text()}</Text>
    </Dialog>
  );
}
