import { ALERT_KIND_NAMES, ALERT_KINDS, type AlertKind, type DoorScope, type DoorView } from "@openlock/api";

/** Kinds by their names; the few that are left out, where that is shorter. */
export function kindsWords(kinds: readonly AlertKind[]): string {
  const all = ALERT_KIND_NAMES;
  if (kinds.length === all.length) return "All alerts";
  if (kinds.length === 0) return "No alerts";
  const without = all.filter((kind) => !kinds.includes(kind));
  if (without.length <= 2) return `All alerts but ${names(without)}`;
  return kinds.length <= 3 ? names(kinds) : `${kinds.length} of ${all.length} kinds`;
}

/** Of which doors. */
export function scopeWords(doors: DoorScope, known: readonly DoorView[]): string {
  if (doors.all) return "of all doors";
  const named = doors.ids.map((id) => known.find((door) => door.id === id)?.name ?? id);
  if (named.length === 0) return "of no door";
  return named.length <= 3 ? `of ${named.join(", ")}` : `of ${named.length} doors`;
}

function names(kinds: readonly AlertKind[]): string {
  return kinds.map((kind) => `“${ALERT_KINDS[kind].name}”`).join(" and ");
}
