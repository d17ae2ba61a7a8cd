import { Button } from "@mantine/core";
import type { BannedKey } from "@openlock/api";
import { fingerprint } from "@openlock/protocol";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/http.ts";
import { ListPanel, ListRow } from "../../app/ListPanel.tsx";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import { BanDialog } from "./BanDialog.tsx";

/** Device keys that may not register with any door: of boards that were stolen or lost. */
export function BannedKeys() {
  const [banning, setBanning] = useState(false);
  const banned = useQuery({
    queryKey: ["banned-keys"],
    queryFn: async ({ signal }) =>
      (await api.get<{ keys: BannedKey[] }>("/api/banned-keys", { signal })).keys,
  });
  return (
    <>
      <ListPanel
        title={t`Banned keys`}
        lead={t`A board that was stolen or lost: its key can no longer register with any door here.`}
        action={
          <Button variant="default" onClick={() => setBanning(true)}>
            {t`Ban key`}
          </Button>
        }
        list={banned}
        empty={t`No key is banned.`}
        row={(key) => <BannedKeyRow key={key.kid} banned={key} />}
      />
      {banning && <BanDialog close={() => setBanning(false)} />}
    </>
  );
}

function BannedKeyRow({ banned: { kid, reason, at } }: { readonly banned: BannedKey }) {
  const queries = useQueryClient();
  const lift = useMutation({
    mutationFn: () => api.delete(`/api/banned-keys/${kid}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["banned-keys"] }),
  });
  return (
    <ListRow
      name={fingerprint(kid)}
      facts={reason ? `${reason} · ${moment(at)}` : moment(at)}
      error={lift.error}
      action={
        <Button variant="default" size="xs" loading={lift.isPending} onClick={() => lift.mutate()}>
          {t`Lift ban`}
        </Button>
      }
    />
  );
}
