import { Group, Paper, Skeleton, Text, Title } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { t } from "../i18n/text.ts";
import classes from "./ListPanel.module.css";
import { LoadFailure } from "./LoadFailure.tsx";

interface ListPanelProps<T> {
  readonly title: string;
  readonly lead: string;
  /** Beside the heading. */
  readonly action?: ReactNode;
  readonly list: Pick<UseQueryResult<readonly T[]>, "isPending" | "error" | "data" | "refetch">;
  /** Above the list. */
  readonly note?: ReactNode;
  /** What it says where there is nothing. */
  readonly empty: string;
  readonly row: (item: T) => ReactNode;
}

/** A short list on a page of its own or among others: with what it is for, and what to say while there is none. */
export function ListPanel<T>({ title, lead, action, list, note, empty, row }: ListPanelProps<T>) {
  return (
    <Paper withBorder radius="lg" className={classes.panel ?? ""}>
      <Group justify="space-between" align="flex-start" mb="md">
        <div className={classes.lead}>
          <Title order={2} size="h5">
            {title}
          </Title>
          <Text size="sm" c="dimmed" mt={4}>
            {lead}
          </Text>
        </div>
        {action}
      </Group>
      {note}
      {list.isPending && <Skeleton height={40} role="status" aria-label={t`Loading`} />}
      {list.error && !list.data && <LoadFailure error={list.error} again={() => void list.refetch()} />}
      {list.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      )}
      <ul className={classes.rows}>{list.data?.map(row)}</ul>
    </Paper>
  );
}

interface ListRowProps {
  /** What tells it from the others, in characters that can be compared. */
  readonly name: string;
  readonly facts: string;
  readonly error?: Error | null;
  readonly action: ReactNode;
}

export function ListRow({ name, facts, error, action }: ListRowProps) {
  return (
    <li className={classes.row}>
      <div className={classes.lead}>
        <span className={classes.name}>{name}</span>
        <Text size="sm" c="dimmed">
          {facts}
        </Text>
        {error && (
          <Text size="sm" c="red" role="alert">
            {error.message}
          </Text>
        )}
      </div>
      {action}
    </li>
  );
}
