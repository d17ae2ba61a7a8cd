import { Loader, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { t } from "../../i18n/text.ts";
import classes from "./Keys.module.css";
import type { DoorOutcome } from "./use-per-door.ts";

/** How it went at each door. */
export function PerDoorResults({
  outcomes,
  names,
  done,
}: {
  readonly outcomes: ReadonlyMap<string, DoorOutcome>;
  readonly names: (door: string) => string;
  /** What it says where it is done. */
  readonly done: string;
}) {
  if (outcomes.size === 0) return null;
  return (
    <ul className={classes.results} aria-label={t`At each door`} aria-live="polite">
      {[...outcomes].map(([door, outcome]) => (
        <li key={door}>
          {outcome.state === "under-way" && <Loader size={16} aria-hidden />}
          {outcome.state === "done" && <IconCheck size={18} className={classes.good} aria-hidden />}
          {outcome.state === "failed" && <IconAlertTriangle size={18} className={classes.bad} aria-hidden />}
          <div>
            <strong>{names(door)}</strong>
            <Text size="sm">{words(outcome, done)}</Text>
          </div>
        </li>
      ))}
    </ul>
  );
}

function words(outcome: DoorOutcome, done: string): string {
  switch (outcome.state) {
    case "under-way":
      return t`One moment…`;
    case "done":
      return done;
    case "failed":
      return outcome.why;
  }
}
