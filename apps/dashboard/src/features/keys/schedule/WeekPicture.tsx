import { Text } from "@mantine/core";
import type { ScheduleEntry } from "@openlock/client/grants";
import { t } from "../../../i18n/text.ts";
import { narrowDay, scheduleWords } from "./schedule-words.ts";
import { stretchesOf } from "./stretches.ts";
import classes from "./WeekPicture.module.css";
import { DAYS } from "./week.ts";

const ALWAYS: readonly ScheduleEntry[] = [{ days: [...DAYS], from: "00:00", to: "24:00" }];
const SCALE = [0, 6, 12, 18, 24];

interface WeekPictureProps {
  /** Above it. */
  readonly title?: string;
  /** Undefined: at all hours. */
  readonly schedule: readonly ScheduleEntry[] | undefined;
}

/** A week as it is painted, to be looked at: to the minute, for not every grant keeps to full hours. */
export function WeekPicture({ title, schedule }: WeekPictureProps) {
  const words = schedule ? scheduleWords(schedule).join(" · ") || t`No hour` : t`At all hours`;
  return (
    <figure className={classes.figure}>
      {title && (
        <Text component="figcaption" size="sm" fw={600}>
          {title}
        </Text>
      )}
      <div className={classes.week} role="img" aria-label={title ? `${title}: ${words}` : words}>
        <div className={classes.scale}>
          {SCALE.map((hour) => (
            <span key={hour} style={{ top: share(hour * 60) }}>
              {hour}
            </span>
          ))}
        </div>
        {DAYS.map((day) => (
          <div key={day} className={classes.day}>
            <span>{narrowDay(day)}</span>
            <div className={classes.hours}>
              {stretchesOf(schedule ?? ALWAYS, day).map(({ from, to }) => (
                <i key={from} style={{ top: share(from), height: share(to - from) }} />
              ))}
            </div>
          </div>
        ))}
      </div>
      <Text size="xs" c="dimmed" aria-hidden>
        {words}
      </Text>
    </figure>
  );
}

/** Of a day, as its height. */
function share(minutes: number): string {
  return `${(minutes / 1440) * 100}%`;
}
