import { Paper, Skeleton } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { isManager, useMe } from "../../app/me.ts";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import DoorSearch from "../doors/DoorSearch.tsx";
import { EmptyDoors } from "../doors/EmptyDoors.tsx";
import { BulkBar } from "./BulkBar.tsx";
import { DoorTable } from "./DoorTable.tsx";
import { findRows } from "./door-rows.ts";
import { Filters } from "./Filters.tsx";
import classes from "./Overview.module.css";
import type { OverviewSearch } from "./overview-search.ts";
import { useOverview } from "./use-overview.ts";

const NOBODY: ReadonlySet<string> = new Set();

/** `/overview`: all doors at a glance, and what one asks of many at once. */
export default function OverviewPage() {
  const search = useSearch({ from: "/signed-in/overview" });
  const navigate = useNavigate({ from: "/overview" });
  const manager = isManager(useMe());
  const { rows, error, refetch } = useOverview();
  const [chosen, setChosen] = useState(NOBODY);
  // Typing goes before showing.
  const wanted = useDeferredValue(search);
  const found = useMemo(() => rows && findRows(rows, wanted), [rows, wanted]);
  const change = useCallback(
    (part: OverviewSearch) =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  const toggle = useCallback(
    (id: string) =>
      setChosen((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  return (
    <Page title={t`Overview`}>
      <div className={classes.tools}>
        <div className={classes.search}>
          <DoorSearch query={search.q ?? ""} onChange={(q) => change({ q })} />
        </div>
        <Filters rows={rows} show={search.show ?? "all"} onChange={(show) => change({ show })} />
      </div>
      {error && !rows && <LoadFailure error={error} again={() => void refetch()} />}
      {!rows && !error && <Skeleton height={420} radius="lg" role="status" aria-label={t`Loading`} />}
      {rows?.length === 0 && <EmptyDoors manager={manager} />}
      {found && rows && rows.length > 0 && (
        <Paper withBorder radius="lg" className={classes.panel ?? ""}>
          <DoorTable
            rows={found}
            sort={search.sort ?? "name"}
            onSort={(sort) => change({ sort })}
            {...(manager && { selection: { chosen, toggle, onChange: setChosen } })}
          />
        </Paper>
      )}
      {manager && rows && chosen.size > 0 && (
        <BulkBar
          doors={rows.flatMap(({ door }) => (chosen.has(door.id) ? [door] : []))}
          clear={() => setChosen(NOBODY)}
        />
      )}
    </Page>
  );
}
