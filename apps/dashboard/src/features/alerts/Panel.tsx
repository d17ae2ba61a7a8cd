import { Paper, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Panel.module.css";

interface PanelProps {
  readonly title: string;
  /** What it is for. */
  readonly lead: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

export function Panel({ title, lead, actions, children }: PanelProps) {
  return (
    <Paper withBorder radius="lg" className={classes.panel ?? ""}>
      <div className={classes.heading}>
        <div className={classes.lead}>
          <Title order={2} size="h5">
            {title}
          </Title>
          <Text size="sm" c="dimmed" mt={4} component="div">
            {lead}
          </Text>
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </Paper>
  );
}
