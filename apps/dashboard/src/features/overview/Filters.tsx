import { useMemo } from "react";
import { t } from "../../i18n/text.ts";
import { type DoorRow, isShown } from "./door-rows.ts";
import classes from "./Overview.module.css";
import { SHOWS, type Show } from "./overview-search.ts";

const LABELS: Readonly<Record<Show, () => string>> = {
  all: () => t`All`,
  offline: () => t`Offline`,
  alarm: () => t`Alarms`,
  open: () => t`Unlocked`,
  lockdown: () => t`In lockdown`,
  update: () => t`Update waiting`,
};

interface FiltersProps {
  readonly rows: readonly DoorRow[] | undefined;
  readonly show: Show;
  readonly onChange: (show: Show) => void;
}

/** How many doors are how; pressed, only those are shown. */
export function Filters({ rows, show, onChange }: FiltersProps) {
  const counts = useMemo(
    () => SHOWS.map((each) => [each, rows?.filter((row) => isShown(row, each)).length] as const),
    [rows],
  );
  return (
    <fieldset className={classes.filters} aria-label={t`Which doors are shown`}>
      {counts.map(([each, count]) => (
        <button
          key={each}
          type="button"
          className={classes.filter}
          aria-pressed={each === show}
          data-kind={count ? each : undefined}
          onClick={() => onChange(each)}
        >
          {LABELS[each]()} <b>{count ?? "–"}</b>
        </button>
      ))}
    </fieldset>
  );
}
