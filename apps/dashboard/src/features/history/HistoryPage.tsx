import { NativeSelect, Paper } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Page } from "../../app/Page.tsx";
import { useDoors } from "../doors/use-doors.ts";
import classes from "./HistoryPage.module.css";
import { PagedHistory } from "./PagedHistory.tsx";
import { useHistory } from "./use-history.ts";

/** `/history?door=…`: everything that was written down, of all doors and people or of one door. */
export default function HistoryPage() {
  const { door } = useSearch({ from: "/signed-in/history" });
  const navigate = useNavigate();
  const doors = useDoors();
  const query = door === undefined ? "" : `?${new URLSearchParams({ door })}`;
  const history = useHistory(["audit", door ?? null], `/api/audit${query}`, 50);

  const known = doors.data ?? [];
  const choices = [
    { value: "", label: "All doors and people" },
    ...known.map(({ id, name }) => ({ value: id, label: name })),
    // A door that was removed has its history still.
    ...(door !== undefined && !known.some(({ id }) => id === door) ? [{ value: door, label: door }] : []),
  ];
  const filter = (
    <NativeSelect
      aria-label="Door"
      value={door ?? ""}
      data={choices}
      onChange={({ currentTarget: { value } }) =>
        void navigate({ to: "/history", search: value === "" ? {} : { door: value }, replace: true })
      }
    />
  );
  return (
    <Page title="History" actions={filter}>
      <Paper withBorder radius="lg" className={classes.panel ?? ""}>
        <PagedHistory history={history} />
      </Paper>
    </Page>
  );
}
