import { Alert, Button, Checkbox, Stack, Text, TextInput } from "@mantine/core";
import type { DoorView } from "@openlock/api";
import { fingerprint } from "@openlock/protocol";
import { IconAlertOctagon, IconShieldCheck } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { openlock } from "../../api/client.ts";
import { isManager, useMe } from "../../app/me.ts";
import { t } from "../../i18n/text.ts";
import { dismiss } from "./command-store.ts";
import { trustKey } from "./trust-key.ts";
import { useHandover } from "./use-handover.ts";
import "@mantine/core/styles/Checkbox.css";
import classes from "./KeyChanged.module.css";

interface KeyChangedProps {
  readonly door: DoorView;
  readonly pinned: string;
  readonly offered: string;
}

/** The door has another key than this browser trusts: an owner vouches for it, or what that can mean and the one way on. */
export function KeyChanged(props: KeyChangedProps) {
  const { door, pinned, offered } = props;
  const handover = useHandover(door.id, pinned, offered);
  if (handover.isPending) return null;
  return handover.data ? (
    <NewBoard door={door} offered={offered} by={handover.data.by} />
  ) : (
    <Unexplained {...props} />
  );
}

interface NewBoardProps {
  readonly door: DoorView;
  readonly offered: string;
  readonly by: string;
}

/** No alarm: whoever owned the board before has compared the new one's key, and signed that. */
function NewBoard({ door, offered, by }: NewBoardProps) {
  const trust = useTrust(door, (kid) => openlock.door(door.id).pin(kid), offered);
  return (
    <Alert
      role="status"
      color="harbour"
      icon={<IconShieldCheck aria-hidden />}
      title={t`This door has a new board`}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          {t`Its key has changed. An owner of this door has compared the new one at the board and signed for it,
          by an owner key that your browser knows from before; the server says that it was ${by}.`}
        </Text>
        <Key label={t`New key`} kid={offered} />
        <Button loading={trust.isPending} onClick={() => trust.mutate()}>
          {t`Go on with the new key`}
        </Button>
      </Stack>
    </Alert>
  );
}

function Unexplained({ door, pinned, offered }: KeyChangedProps) {
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
          <TrustAsTold door={door} offered={offered} />
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
  const [compared, setCompared] = useState(false);
  const trust = useTrust(door, (kid) => trustKey(door.id, kid), offered);
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

/** For who cannot look at the board: what somebody who has compared it tells them, not by way of the server. */
function TrustAsTold({ door, offered }: { readonly door: DoorView; readonly offered: string }) {
  const [told, setTold] = useState("");
  const trust = useTrust(door, (kid) => openlock.door(door.id).pin(kid), offered);
  const groups = fingerprint(offered).split(" ").slice(0, TOLD_GROUPS);
  const compact = (text: string) => text.replaceAll(/\s/g, "").toLowerCase();
  const typed = compact(told);
  const same = typed === compact(groups.join(""));
  return (
    <Stack gap="sm" align="flex-start">
      <TextInput
        label={t`The beginning of the new fingerprint`}
        description={t`Ask an owner or admin, in person or by telephone, for its first ${TOLD_GROUPS} groups, as the set-up or their browser shows them, and type what they say.`}
        value={told}
        onChange={(event) => setTold(event.currentTarget.value)}
        error={
          typed.length >= compact(groups.join("")).length && !same
            ? t`That is another key than the one offered here. Do not trust it; tell whoever runs the server.`
            : undefined
        }
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
      />
      <Button color="red" disabled={!same} loading={trust.isPending} onClick={() => trust.mutate()}>
        {t`Trust the new key`}
      </Button>
    </Stack>
  );
}

/** 16 characters, case aside: some 80 bits, more than anybody can make keys to match. */
const TOLD_GROUPS = 4;

function useTrust(door: DoorView, trust: (kid: string) => Promise<void>, offered: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => trust(offered),
    onSuccess: async () => {
      dismiss(door.id);
      await queries.invalidateQueries({ queryKey: ["pinned-key", door.id] });
    },
  });
}
