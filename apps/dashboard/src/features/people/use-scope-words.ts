import type { DoorScope } from "@openlock/api";
import { t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";

/** Which doors, by their names. */
export function useScopeWords(doors: DoorScope): string {
  const known = useDoors().data;
  if (doors.all) return t`All doors`;
  if (doors.ids.length === 0) return t`No doors`;
  const names = doors.ids.map((id) => known?.find((door) => door.id === id)?.name ?? id);
  return names.length > 3
    ? t`${names.slice(0, 2).join(", ")} and ${names.length - 2} more`
    : names.join(", ");
}
