import { Button } from "@mantine/core";
import { t } from "../../i18n/text.ts";
import classes from "./BulkStrip.module.css";
import { type BulkRun, isRunning } from "./bulk-state.ts";
import { showBulk } from "./bulk-store.ts";
import { runWords } from "./words.ts";

/** At the foot of whatever page is looked at while the window is hidden. */
export default function BulkStrip({ run }: { readonly run: BulkRun }) {
  return (
    <div className={classes.strip} role="status">
      <span>{runWords(run)}</span>
      <Button size="xs" variant="default" onClick={() => showBulk(true)}>
        {t`Show`}
      </Button>
      {!isRunning(run) && (
        <Button size="xs" variant="default" onClick={() => showBulk(false)}>
          {t`Dismiss`}
        </Button>
      )}
    </div>
  );
}
