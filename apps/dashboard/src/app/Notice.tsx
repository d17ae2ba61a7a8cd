import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Notice.module.css";
import { useDocumentTitle } from "./use-document-title.ts";

interface NoticeProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What one can do about it. */
  readonly action?: ReactNode;
}

/** A page that has one thing to say. */
export function Notice({ title, children, action }: NoticeProps) {
  useDocumentTitle(title);
  return (
    <Stack className={classes.notice ?? ""} gap="sm" align="center">
      <Title order={1} size="h3">
        {title}
      </Title>
      <Text c="dimmed">{children}</Text>
      {action}
    </Stack>
  );
}
