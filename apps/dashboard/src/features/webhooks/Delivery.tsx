import { Button, Text } from "@mantine/core";
import { ALERT_KIND_NAMES, ALERT_KINDS, type DeliveryAttempt, type DeliveryView } from "@openlock/api";
import { moment } from "../../app/times.ts";
import { t, translated } from "../../i18n/text.ts";
import { useRetryDelivery } from "./use-webhooks.ts";
import classes from "./Webhooks.module.css";

interface DeliveryProps {
  readonly webhook: string;
  readonly delivery: DeliveryView;
}

const STATES = {
  done: () => t`Delivered`,
  waiting: () => t`Waiting`,
  "given-up": () => t`Given up`,
} as const;

export function Delivery({ webhook, delivery }: DeliveryProps) {
  const { id, type, state, nextAt, attempts, createdAt } = delivery;
  const retry = useRetryDelivery(webhook);
  return (
    <li className={classes.delivery}>
      <div className={classes.head}>
        <span>
          {nameOf(type)}, {moment(createdAt)}
        </span>
        <span className={classes.state} data-state={state}>
          {STATES[state]()}
        </span>
      </div>
      <ul className={classes.attempts}>
        {attempts.map((attempt) => (
          <li key={attempt.at}>{attemptWords(attempt)}</li>
        ))}
        {nextAt !== undefined && attempts.length > 0 && <li>{t`Next try ${moment(nextAt)}`}</li>}
      </ul>
      {retry.error && (
        <Text size="sm" c="red" role="alert">
          {retry.error.message}
        </Text>
      )}
      {state !== "waiting" && (
        <Button
          variant="default"
          size="compact-xs"
          mt="xs"
          loading={retry.isPending}
          onClick={() => retry.mutate(id)}
        >
          {state === "done" ? t`Deliver again` : t`Try again`}
        </Button>
      )}
    </li>
  );
}

function nameOf(type: string): string {
  const kind = ALERT_KIND_NAMES.find((name) => type === `alert.${name}`);
  return kind === undefined ? t`Test` : translated(ALERT_KINDS[kind].name);
}

function attemptWords({ at, ms, status, error }: DeliveryAttempt): string {
  const what = status === undefined ? (error ?? t`no answer`) : t`answered ${status}`;
  return t`${moment(at)}: ${what}, after ${ms} ms`;
}
