import { Paper, Skeleton, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../i18n/text.ts";
import { LoadFailure } from "./LoadFailure.tsx";
import classes from "./Panel.module.css";

export interface PanelProps {
  readonly title: string;
  /** What it is for. */
  readonly lead: string;
  /** Beside the heading. */
  readonly action?: ReactNode;
  /** Above what is loaded, also while there is nothing yet. */
  readonly note?: ReactNode;
  /** What it shows; until that is there, its shape or why it could not be loaded. */
  readonly query: {
    readonly isPending: boolean;
    readonly error: Error | null;
    readonly data?: unknown;
    readonly refetch: () => unknown;
  };
  /** Of the shape, in pixels. */
  readonly height?: number;
  readonly children?: ReactNode;
}

/** A part of a page that is loaded by itself: a heading, what it is for, and what there is. */
export function Panel({ title, lead, action, note, query, height = 40, children }: PanelProps) {
  return (
    <Paper component="section" withBorder radius="lg" className={classes.panel ?? ""}>
      <div className={classes.heading}>
        <div className={classes.lead}>
          <Title order={2} size="h5">
            {title}
          </Title>
          <Text size="sm" c="dimmed" mt={4}>
            {lead}
          </Text>
        </div>
        {action}
      </div>
      {note}
      {query.isPending && <Skeleton height={height} role="status" aria-label={t`Loading`} />}
      {query.error && query.data === undefined && (
        <LoadFailure error={query.error} again={() => void query.refetch()} />
      )}
      {query.data !== undefined && children}
    </Paper>
  );
}
