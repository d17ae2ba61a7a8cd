import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import { ChartPanel } from "./ChartPanel.tsx";
import type { Online } from "./online.ts";
import classes from "./Stats.module.css";
import { percentWords } from "./words.ts";

/** In the picture: those that were away most. The table has all. */
const MOST = 12;
const ROW = 34;

interface ConnectedProps {
  /** The least connected first. */
  readonly doors: readonly Online[];
  readonly since: number | undefined;
  readonly from: number;
}

/** For how much of the time each door was connected. */
export function Connected({ doors, since, from }: ConnectedProps) {
  const away = doors.filter(({ part }) => part < ALWAYS).length;
  const shown = doors.slice(0, MOST);
  return (
    <ChartPanel
      title={t`Connected`}
      summary={[
        doors.length === 0
          ? t`There is no door with a device yet.`
          : t`As this server saw it. ${doors.length - away} of ${doors.length} doors were connected all the time.`,
        ...(since !== undefined && since > from ? [t`Nothing is known from before ${moment(since)}.`] : []),
        ...(doors.length > MOST ? [t`Here are the ${MOST} that were away most.`] : []),
      ].join(" ")}
      headings={[t`Door`, t`Connected`]}
      rows={doors.map(({ door, part }) => [door.name, percentWords(part)])}
      draw={(width) => (
        <svg width={width} height={shown.length * ROW} role="presentation">
          {shown.map(({ door, part }, at) => (
            <g key={door.id} transform={`translate(0 ${at * ROW})`} className={classes.share}>
              <text y="13">{door.name}</text>
              <text y="13" x={width} textAnchor="end">
                {percentWords(part)}
              </text>
              <rect className={classes.ground} y="18" width={width} height="8" rx="4" />
              <rect className={classes.bar} y="18" width={width * part} height="8" rx="4" />
            </g>
          ))}
        </svg>
      )}
    />
  );
}

/** Doors are looked at once a minute, so the last one may be missing. */
const ALWAYS = 0.995;
