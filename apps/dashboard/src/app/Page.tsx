import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Page.module.css";
import { useDocumentTitle } from "./use-document-title.ts";

interface PageProps {
  readonly title: string;
  /** Beside the heading. */
  readonly actions?: ReactNode;
  /** Above the heading, for example the way back. */
  readonly above?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, actions, above, children }: PageProps) {
  useDocumentTitle(title);
  return (
    <div className={classes.page} data-in-turn>
      {above}
      <div className={classes.heading}>
        <Title order={1} size="h2" className={classes.title ?? ""}>
          {title}
        </Title>
        {actions}
      </div>
      {children}
    </div>
  );
}
