import { Skeleton } from "@mantine/core";
import { t } from "../i18n/text.ts";
import classes from "./Page.module.css";

/** Where a page is still loading: a heading and a block, as tall as most pages begin. */
export function PageSkeleton() {
  return (
    <div className={classes.page} role="status" aria-label={t`Loading`}>
      <div className={classes.heading}>
        <Skeleton height={30} width={160} radius="sm" />
      </div>
      <Skeleton height={180} radius="md" />
    </div>
  );
}
