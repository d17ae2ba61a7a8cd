import { ALERT_KIND_NAMES, ALERT_KINDS, type AlertKind, type DoorScope, type DoorView } from "@openlock/api";
import { t, translated } from "../../i18n/text.ts";

/** Kinds by their names; the few that are left out, where that is shorter. */
export function kindsWords(kinds: readonly AlertKind[]): string {
  const all = ALERT_KIND_NAMES;
  if (kinds.length === all.length) return t`All alerts`;
  if (kinds.length === 0) return t`No alerts`;
  const without = all.filter((kind) => !kinds.includes(kind));
  if (without.length <= 2) return t`All alerts but ${names(without)}`;
  return kinds.length <= 3 ? names(kinds) : t`${kinds.length} of ${all.length} kinds`;
}

/** Of which doors. */
export function scopeWords(doors: DoorScope, known: readonly DoorView[]): string {
  if (doors.all) return t`of all doors`;
  const named = doors.ids.map((id) => known.find((door) => door.id === id)?.name ?? id);
  if (named.length === 0) return t`of no door`;
  return named.length <= 3 ? t`of ${named.join(", ")}` : t`of ${named.length} doors`;
}

function names(kinds: readonly AlertKind[]): string {
  const quoted = kinds.map((kind) => t`“${translated(ALERT_KINDS[kind].name)}”`);
  return quoted.join(t` and `);
}
