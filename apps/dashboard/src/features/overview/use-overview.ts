import type { AlertPage, AlertView, ReleaseView } from "@openlock/api";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../../api/http.ts";
import { serverNow } from "../../api/server-clock.ts";
import { isManager, useMe } from "../../app/me.ts";
import { useDoors } from "../doors/use-doors.ts";
import { useReleases } from "../updates/use-updates.ts";
import { besideOf, createRows } from "./door-rows.ts";

/** How often an open page looks for new alerts. */
const LOOK_MS = 30_000;
const NO_ALERTS: readonly AlertView[] = [];
const NO_RELEASES: readonly ReleaseView[] = [];

/** Every door with what is known beside it; doors come at once, the rest when it is there. */
export function useOverview() {
  const doors = useDoors();
  const manager = isManager(useMe());
  const { data: alerts = NO_ALERTS } = useQuery({
    queryKey: ["alerts", "latest"],
    queryFn: async ({ signal }) => (await api.get<AlertPage>("/api/alerts?limit=200", { signal })).alerts,
    refetchInterval: LOOK_MS,
  });
  const { data: releases = NO_RELEASES } = useReleases(manager);
  const toRows = useMemo(() => createRows(besideOf(alerts, releases, serverNow())), [alerts, releases]);
  const rows = useMemo(() => doors.data && toRows(doors.data), [doors.data, toRows]);
  return { rows, error: doors.error, refetch: doors.refetch };
}
