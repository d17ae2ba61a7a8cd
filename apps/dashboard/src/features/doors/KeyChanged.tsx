import { Alert, Button, Checkbox, Stack, Text } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { fingerprint } from "@openlock/protocol";
import { IconAlertOctagon } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { openlock } from "../../api/client.ts";
import { isManager, useMe } from "../../app/me.ts";
import { t } from "../../i18n/text.ts";
import { dismiss } from "./command-store.ts";
import "@mantine/core/styles/Checkbox.css";
import classes from "./KeyChanged.module.css";

interface KeyChangedProps {
  readonly door: DoorView;
  readonly pinned: string;
  readonly offered: string;
}

/** The door has another key than this browser trusts: what that can mean, and the one way on. */
export function KeyChanged({ door, pinned, offered }: KeyChangedProps) {
  const manager = isManager(useMe());
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconAlertOctagon aria-hidden />}
      title={t`This door shows another key than before`}
    >
      <Stack gap="sm">
        <Text size="sm">
          {t`Commands are sealed to a door's key, so that nobody on the way can read or change them, the server
          included. This browser knows “${door.name}” by one key; now the server offers another. No command is
          sent until that is settled.`}
        </Text>
        <div className={classes.keys}>
          <Key label={t`Trusted until now`} kid={pinned} />
          <Key label={t`Offered now`} kid={offered} />
        </div>
        <Text size="sm">
          {t`That is expected if the board was replaced or erased and set up anew. If neither was done, somebody
          may be trying to get at the door password: do not trust the new key, and tell whoever runs the
          server.`}
        </Text>
        {manager ? (
          <TrustNewKey door={door} offered={offered} />
        ) : (
          <Text size="sm" fw={600}>
            {t`Ask an owner or admin. They can compare the new fingerprint with the board, and trust it here.`}
          </Text>
        )}
      </Stack>
    </Alert>
  );
}

function Key({ label, kid }: { readonly label: string; readonly kid: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <span className={classes.fingerprint}>{fingerprint(kid)}</span>
    </div>
  );
}

function TrustNewKey({ door, offered }: { readonly door: DoorView; readonly offered: string }) {
  const queries = useQueryClient();
  const [compared, setCompared] = useState(false);
  const trust = useMutation({
    mutationFn: () => openlock.door(door.id).pin(offered),
    onSuccess: async () => {
      dismiss(door.id);
      await queries.invalidateQueries({ queryKey: ["pinned-key", door.id] });
    },
  });
  return (
    <Stack gap="sm" align="flex-start">
      <Checkbox
        label={t`I have compared the offered fingerprint with the one that the board itself shows over its cable, and they are the same.`}
        checked={compared}
        onChange={(event) => setCompared(event.currentTarget.checked)}
      />
      <Button color="red" disabled={!compared} loading={trust.isPending} onClick={() => trust.mutate()}>
        {t`Trust the new key`}
      </Button>
    </Stack>
  );
}
