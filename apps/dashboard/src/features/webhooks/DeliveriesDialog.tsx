import { Button, Group, Modal, Skeleton, Text } from "@mantine/core";
import type { WebhookView } from "@openlock/api";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { useReturnFocus } from "../../app/use-return-focus.ts";
import { t } from "../../i18n/text.ts";
import { Delivery } from "./Delivery.tsx";
import { useDeliveries, useTestWebhook } from "./use-webhooks.ts";
import classes from "./Webhooks.module.css";

interface DeliveriesDialogProps {
  readonly webhook: WebhookView;
  readonly close: () => void;
}

/** What was sent to a webhook, and what came of it. */
export function DeliveriesDialog({ webhook, close }: DeliveriesDialogProps) {
  useReturnFocus();
  const deliveries = useDeliveries(webhook.id);
  const test = useTestWebhook(webhook.id);
  return (
    <Modal
      opened
      onClose={close}
      title={t`Deliveries to ${webhook.name}`}
      size="lg"
      centered
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <Group justify="space-between" mb="md" gap="sm">
        <Text size="sm" c="dimmed">
          {t`Tried again for about a day, later and later.`}
        </Text>
        <Button variant="default" size="xs" loading={test.isPending} onClick={() => test.mutate(undefined)}>
          {t`Send a test`}
        </Button>
      </Group>
      {test.error && (
        <Text size="sm" c="red" role="alert" mb="sm">
          {test.error.message}
        </Text>
      )}
      {deliveries.isPending && <Skeleton height={48} role="status" aria-label={t`Loading`} />}
      {deliveries.error && !deliveries.data && (
        <LoadFailure error={deliveries.error} again={() => void deliveries.refetch()} />
      )}
      {deliveries.data?.length === 0 && (
        <Text size="sm">{t`Nothing has been sent yet. Send a test to see that it arrives.`}</Text>
      )}
      <ol className={classes.deliveries} aria-label={t`Deliveries`}>
        {deliveries.data?.map((delivery) => (
          <Delivery key={delivery.id} webhook={webhook.id} delivery={delivery} />
        ))}
      </ol>
    </Modal>
  );
}
