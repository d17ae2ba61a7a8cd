import { Button, Group, Text } from "@mantine/core";
import type { AlertSubscription, PersonView } from "@openlock/api";
import { useState } from "react";
import { Panel } from "../../app/Panel.tsx";
import { t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import { MailDialog } from "./MailDialog.tsx";
import { useSubscription, useTestMail } from "./use-alerts.ts";
import { kindsWords, scopeWords } from "./words.ts";

/** What comes by mail to whoever is signed in. */
export function MailPanel({ me }: { readonly me: PersonView }) {
  const subscription = useSubscription();
  const test = useTestMail();
  const [changing, setChanging] = useState(false);
  return (
    <Panel
      title={t`By mail`}
      lead={t`To ${me.email}. What repeats is told once an hour, with how often.`}
      action={
        subscription.data && (
          <Group gap="xs">
            <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
              {t`Send a test`}
            </Button>
            <Button variant="default" onClick={() => setChanging(true)}>
              {t`Choose alerts`}
            </Button>
          </Group>
        )
      }
      query={subscription}
      height={20}
    >
      {subscription.data && <Chosen subscription={subscription.data} />}
      {test.isSuccess && (
        <Text size="sm" mt="xs" role="status">
          {t`A test is on its way. If it does not come within some minutes, the server's log says why.`}
        </Text>
      )}
      {test.error && (
        <Text size="sm" mt="xs" c="red" role="alert">
          {test.error.message}
        </Text>
      )}
      {changing && subscription.data && (
        <MailDialog subscription={subscription.data} close={() => setChanging(false)} />
      )}
    </Panel>
  );
}

function Chosen({ subscription: { kinds, doors } }: { readonly subscription: AlertSubscription }) {
  const known = useDoors().data ?? [];
  if (kinds.length === 0) {
    return <Text size="sm">{t`You get no alerts by mail.`}</Text>;
  }
  return (
    <Text size="sm">
      {kindsWords(kinds)}, {scopeWords(doors, known)}.
    </Text>
  );
}
