import { Text, TextInput } from "@mantine/core";
import type { NewBan } from "@openlock/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/http.ts";
import { Dialog } from "../../app/Dialog.tsx";
import { t } from "../../i18n/text.ts";

/** A SHA-256 thumbprint in base64url. */
const KID = /^[A-Za-z0-9_-]{43}$/;

export function BanDialog({ close }: { readonly close: () => void }) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  // As it is shown, a fingerprint has spaces.
  const kid = typed.replace(/\s/g, "");
  const fits = KID.test(kid);
  const ban = useMutation({
    mutationFn: (body: NewBan) => api.post("/api/banned-keys", body),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["banned-keys"] });
      close();
    },
  });
  return (
    <Dialog
      title={t`Ban key`}
      close={close}
      confirm={t`Ban key`}
      dangerous
      onConfirm={() => ban.mutate({ kid, reason: reason.trim() })}
      disabled={!fits}
      pending={ban.isPending}
      error={ban.error}
    >
      <Text size="sm">{t`The device with this key is cut off at once. A ban can be lifted again.`}</Text>
      <TextInput
        label={t`Fingerprint`}
        description={t`From the door's page, or its history.`}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={
          typed !== "" && !fits ? t`A fingerprint has 43 letters, digits, dashes and underscores.` : undefined
        }
        spellCheck={false}
        autoCapitalize="none"
        required
        withAsterisk={false}
        data-autofocus
      />
      <TextInput
        label={t`Reason`}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={200}
      />
    </Dialog>
  );
}
