import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./AccountRow.module.css";

interface AccountRowProps {
  readonly icon: ReactNode;
  readonly name: ReactNode;
  readonly facts?: string;
  readonly actions?: ReactNode;
  /** One of a list. */
  readonly item?: boolean;
}

/** Something that one signs in with, or where one is signed in. */
export function AccountRow({ icon, name, facts, actions, item = false }: AccountRowProps) {
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
