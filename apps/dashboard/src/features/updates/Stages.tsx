import type { RolloutView } from "@openlock/api";
import { t } from "../../i18n/text.ts";
import classes from "./Updates.module.css";

const SHOWN = ["done", "failed", "updating"] as const;

/** Each stage as a bar: what of it is done, failed, under way. */
export function Stages({ stages }: Pick<RolloutView, "stages">) {
  return (
    <ol className={classes.stages} aria-label={t`Stages`}>
      {stages.map((counts, at) => {
        const all = counts.waiting + counts.updating + counts.done + counts.failed;
        const label = at === 0 ? t`First door` : t`Stage ${at + 1}`;
        return (
          // Stages have no other name than their place.
          <li key={label} className={classes.stage}>
            <span className={classes.bar} aria-hidden>
              {SHOWN.map((state) => (
                <span
                  key={state}
                  className={classes.part}
                  data-state={state}
                  style={{ width: `${all === 0 ? 0 : (counts[state] / all) * 100}%` }}
                />
              ))}
            </span>
            <span className={classes.label}>
              {counts.failed > 0
                ? t`${label}: ${counts.done} of ${all}, ${counts.failed} failed`
                : t`${label}: ${counts.done} of ${all}`}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
