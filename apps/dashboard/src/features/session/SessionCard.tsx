import { Paper, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useDocumentTitle } from "../../app/use-document-title.ts";
import classes from "./SessionCard.module.css";

interface SessionCardProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly children?: ReactNode;
}

/** The one card of the sign-in and set-up pages. */
export function SessionCard({ title, lead, children }: SessionCardProps) {
  useDocumentTitle(title);
  return (
    <Paper withBorder radius="lg" className={classes.card ?? ""}>
      <Title order={1} size="h3">
        {title}
      </Title>
      <Text c="dimmed" size="sm" mt={6} mb={children ? "lg" : 0}>
        {lead}
      </Text>
      {children}
    </Paper>
  );
}
