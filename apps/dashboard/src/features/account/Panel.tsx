import { Group, Paper, Skeleton, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { t } from "../../i18n/text.ts";
import classes from "./Panel.module.css";

interface PanelProps {
  readonly title: string;
  readonly lead: string;
  readonly action?: ReactNode;
  /** What it shows, as far as it has been loaded. */
  readonly query: {
    readonly isPending: boolean;
    readonly error: Error | null;
    readonly data?: unknown;
    readonly refetch: () => unknown;
  };
  readonly children: ReactNode;
}

/** A part of the account page: a heading and a list. */
export function Panel({ title, lead, action, query, children }: PanelProps) {
  return (
    <Paper component="section" withBorder radius="lg" className={classes.panel ?? ""}>
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
      {query.isPending && <Skeleton height={40} role="status" aria-label={t`Loading`} />}
      {query.error && query.data === undefined && (
        <LoadFailure error={query.error} again={() => void query.refetch()} />
      )}
      {query.data !== undefined && children}
    </Paper>
  );
}

interface PanelRowProps {
  readonly icon: ReactNode;
  readonly name: ReactNode;
  readonly facts?: string;
  readonly actions?: ReactNode;
  /** One of a list. */
  readonly item?: boolean;
}

export function PanelRow({ icon, name, facts, actions, item = false }: PanelRowProps) {
  const Row = item ? "li" : "div";
  return (
    <Row className={classes.row}>
      <span className={classes.icon}>{icon}</span>
      <div className={classes.words}>
        <Text component="span" size="sm" fw={item ? 600 : 400} {...(!item && { c: "dimmed" })}>
          {name}
        </Text>
        {facts && (
          <Text component="span" size="xs" c="dimmed">
            {facts}
          </Text>
        )}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </Row>
  );
}
