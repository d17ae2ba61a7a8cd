import type { Role } from "@openlock/api";
import {
  IconBell,
  IconChartBar,
  IconDoor,
  IconHistory,
  IconRefresh,
  IconSettings,
  IconTable,
  IconUsers,
} from "@tabler/icons-react";
import { t } from "../i18n/text.ts";

const MANAGERS: readonly Role[] = ["owner", "admin"];
const READERS: readonly Role[] = ["owner", "admin", "auditor"];

/** The places one goes to most come first: a phone shows as many as fit, and the rest under “More”. */
const GROUPS = [
  {
    label: undefined,
    places: [
      { to: "/doors", label: () => t`Doors`, Icon: IconDoor, roles: READERS },
      { to: "/overview", label: () => t`Overview`, Icon: IconTable, roles: READERS },
      { to: "/people", label: () => t`People`, Icon: IconUsers, roles: MANAGERS },
      { to: "/history", label: () => t`History`, Icon: IconHistory, roles: READERS },
      { to: "/alerts", label: () => t`Alerts`, Icon: IconBell, roles: READERS },
      { to: "/stats", label: () => t`Statistics`, Icon: IconChartBar, roles: READERS },
    ],
  },
  {
    label: () => t`Server`,
    places: [
      { to: "/updates", label: () => t`Updates`, Icon: IconRefresh, roles: MANAGERS },
      { to: "/settings", label: () => t`Settings`, Icon: IconSettings, roles: MANAGERS },
    ],
  },
] as const;

export type Place = (typeof GROUPS)[number]["places"][number];

/** The places of a role, in groups that are not empty. */
export function placeGroupsOf(role: Role) {
  return GROUPS.map(({ label, places }) => ({
    label,
    places: places.filter(({ roles }): boolean => roles.includes(role)),
  })).filter(({ places }) => places.length > 0);
}

export function placesOf(role: Role): readonly Place[] {
  return placeGroupsOf(role).flatMap(({ places }): readonly Place[] => places);
}
