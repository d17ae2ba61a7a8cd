import { Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import classes from "./ListPanel.module.css";
import { Panel, type PanelProps } from "./Panel.tsx";

interface ListPanelProps<T> extends Pick<PanelProps, "title" | "lead" | "action" | "note"> {
  readonly list: Pick<UseQueryResult<readonly T[]>, "isPending" | "error" | "data" | "refetch">;
  /** What it says where there is nothing. */
  readonly empty: string;
  readonly row: (item: T) => ReactNode;
}

/** A short list on a page of its own or among others: with what to say while there is none. */
export function ListPanel<T>({ list, empty, row, ...panel }: ListPanelProps<T>) {
  return (
    <Panel {...panel} query={list}>
      {list.data?.length === 0 ? (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <ul>{list.data?.map(row)}</ul>
      )}
    </Panel>
  );
}

export interface ListRowProps {
  /** What tells it from the others, in characters that can be compared. */
  readonly name: string;
  readonly facts: string;
  readonly error?: Error | null;
  readonly action: ReactNode;
  /** Below all of it. */
  readonly children?: ReactNode;
}

export function ListRow({ name, facts, error, action, children }: ListRowProps) {
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
      {children && <div className={classes.below}>{children}</div>}
    </li>
  );
}
