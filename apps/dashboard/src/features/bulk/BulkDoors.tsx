import { IconAlertTriangle, IconCheck, IconClockHour4, IconKey, IconLoader2 } from "@tabler/icons-react";
import { useMemo } from "react";
import { VirtualList } from "../../app/VirtualList.tsx";
import { t } from "../../i18n/text.ts";
import classes from "./BulkDoors.module.css";
import { type BulkRun, inOrderOfNeed, outcomeOf, type Phase } from "./bulk-state.ts";
import { outcomeWords } from "./words.ts";

const ICONS: Readonly<Record<Phase, typeof IconCheck>> = {
  waiting: IconClockHour4,
  sending: IconLoader2,
  done: IconCheck,
  failed: IconAlertTriangle,
  password: IconKey,
};

/** Each door with how it stands. */
export function BulkDoors({ run }: { readonly run: BulkRun }) {
  const doors = useMemo(() => inOrderOfNeed(run), [run]);
  return (
    <VirtualList
      label={t`Doors`}
      items={doors}
      keyOf={({ id }) => id}
      rowHeight={72}
      row={({ id, name }) => {
        const outcome = outcomeOf(run, id);
        const Icon = ICONS[outcome.phase];
        return (
          <div className={classes.row} data-phase={outcome.phase}>
            <Icon size={20} aria-hidden />
            <div className={classes.words}>
              <span className={classes.name}>{name}</span>
              <span className={classes.outcome}>{outcomeWords(run.action, outcome)}</span>
            </div>
          </div>
        );
      }}
    />
  );
}
