import type { DoorView, HistoryEntry } from "@openlock/api";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { dayName, timeOfDay } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import classes from "./HistoryList.module.css";
import { type Sentence, tell } from "./sentences.ts";

interface HistoryListProps {
  readonly entries: readonly HistoryEntry[];
  /** On a door's own page, where its name goes without saying. */
  readonly aboutOneDoor?: boolean;
}

/** What happened, newest first, by day. */
export function HistoryList({ entries, aboutOneDoor = false }: HistoryListProps) {
  const doors = useQueryClient().getQueryData<readonly DoorView[]>(["doors"]);
  const days = useMemo(() => {
    const names = new Map(doors?.map(({ id, name }) => [id, name]));
    const told = entries.map((entry) => ({
      entry,
      sentence: tell(entry, (id) => names.get(id) ?? id, aboutOneDoor),
    }));
    return byDay(told);
  }, [entries, doors, aboutOneDoor]);
  return days.map(([day, told]) => (
    <section key={day} className={classes.day} aria-label={day}>
      <p className={classes.dayName}>{day}</p>
      <ol className={classes.entries} data-timeline={aboutOneDoor || undefined}>
        {told.map(({ entry, sentence }) => (
          <Entry key={entry.seq} entry={entry} sentence={sentence} />
        ))}
      </ol>
    </section>
  ));
}

function Entry({ entry, sentence }: { readonly entry: HistoryEntry; readonly sentence: Sentence }) {
  const { text, ending, tone } = sentence;
  return (
    <li className={classes.entry} data-tone={tone} title={entry.ip && t`From ${entry.ip}`}>
      <time className={classes.time} dateTime={new Date(entry.at).toISOString()}>
        {timeOfDay(entry.at)}
      </time>
      <span className={classes.text}>
        {text}
        {ending && (
          <>
            {" — "}
            <span className={classes.ending}>{ending}</span>
          </>
        )}
      </span>
    </li>
  );
}

interface Told {
  readonly entry: HistoryEntry;
  readonly sentence: Sentence;
}

function byDay(told: readonly Told[]): readonly [day: string, told: readonly Told[]][] {
  const days = new Map<string, Told[]>();
  for (const one of told) {
    const day = dayName(one.entry.at);
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days];
}
