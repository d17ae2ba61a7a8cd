import { Button, Group, Paper, Skeleton, Text, Title } from "@mantine/core";
import type { BannedKey } from "@openlock/api";
import { fingerprint } from "@openlock/protocol";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/http.ts";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { moment } from "../../app/times.ts";
import { BanDialog } from "./BanDialog.tsx";
import classes from "./BannedKeys.module.css";

/** Device keys that may not register with any door: of boards that were stolen or lost. */
export function BannedKeys() {
  const [banning, setBanning] = useState(false);
  const banned = useQuery({
    queryKey: ["banned-keys"],
    queryFn: async ({ signal }) =>
      (await api.get<{ keys: BannedKey[] }>("/api/banned-keys", { signal })).keys,
  });
  return (
    <Paper withBorder radius="lg" className={classes.panel ?? ""}>
      <Group justify="space-between" align="flex-start" mb="md">
        <div className={classes.lead}>
          <Title order={2} size="h5">
            Banned keys
          </Title>
          <Text size="sm" c="dimmed" mt={4}>
            A board that was stolen or lost: its key can no longer register with any door here.
          </Text>
        </div>
        <Button variant="default" onClick={() => setBanning(true)}>
          Ban key
        </Button>
      </Group>
      {banned.isPending && <Skeleton height={40} role="status" aria-label="Loading" />}
      {banned.error && !banned.data && (
        <LoadFailure error={banned.error} again={() => void banned.refetch()} />
      )}
      {banned.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          No key is banned.
        </Text>
      )}
      <ul className={classes.keys}>
        {banned.data?.map((key) => (
          <BannedKeyRow key={key.kid} banned={key} />
        ))}
      </ul>
      {banning && <BanDialog close={() => setBanning(false)} />}
    </Paper>
  );
}

function BannedKeyRow({ banned: { kid, reason, at } }: { readonly banned: BannedKey }) {
  const queries = useQueryClient();
  const lift = useMutation({
    mutationFn: () => api.delete(`/api/banned-keys/${kid}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["banned-keys"] }),
  });
  return (
    <li className={classes.key}>
      <div className={classes.lead}>
        <span className={classes.fingerprint}>{fingerprint(kid)}</span>
        <Text size="sm" c="dimmed">
          {reason ? `${reason} · ` : ""}
          {moment(at)}
        </Text>
        {lift.error && (
          <Text size="sm" c="red" role="alert">
            {lift.error.message}
          </Text>
        )}
      </div>
      <Button variant="default" size="xs" loading={lift.isPending} onClick={() => lift.mutate()}>
        Lift ban
      </Button>
    </li>
  );
}
