import { Button, Group, Paper } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useMe } from "../../app/me.ts";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import { ExportMenu } from "./ExportMenu.tsx";
import { HistoryFilters } from "./HistoryFilters.tsx";
import classes from "./HistoryPage.module.css";
import { filterQuery } from "./history-filter.ts";
import { PagedHistory } from "./PagedHistory.tsx";
import { useHistory } from "./use-history.ts";
import { VerifyHistory } from "./VerifyHistory.tsx";

/** `/history`: everything that was written down, or what the filter in its address shows of it. */
export default function HistoryPage() {
  const me = useMe();
  // The entries call doors by their names.
  useDoors();
  const filter = useSearch({ from: "/signed-in/history" });
  const active = Object.keys(filter).length;
  const [open, setOpen] = useState(active > 0);
  const query = filterQuery(filter);
  const history = useHistory(
    ["audit", Object.fromEntries(query)],
    active === 0 ? "/api/audit" : `/api/audit?${query}`,
    50,
  );
  const actions = (
    <Group gap="xs">
      <Button
        variant={active > 0 ? "light" : "default"}
        leftSection={<IconFilter size={18} aria-hidden />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {active > 0 ? t`Filter (${active})` : t`Filter`}
      </Button>
      <ExportMenu filter={filter} />
    </Group>
  );
  return (
    <Page title={t`History`} actions={actions}>
      {open && (
        <Paper withBorder radius="lg" className={classes.panel ?? ""} mb="lg">
          <HistoryFilters filter={filter} />
        </Paper>
      )}
      <Paper withBorder radius="lg" className={classes.panel ?? ""}>
        <PagedHistory history={history} nothing={active > 0 ? t`Nothing fits this filter.` : undefined} />
      </Paper>
      {me?.doors.all && <VerifyHistory />}
    </Page>
  );
}
