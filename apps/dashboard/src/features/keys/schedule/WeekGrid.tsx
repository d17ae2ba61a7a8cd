import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { longDay, shortDay } from "./schedule-words.ts";
import classes from "./WeekGrid.module.css";
import { DAYS, HOURS, type Hour, isPainted, paint, type Week } from "./week.ts";

const ARROWS: Readonly<Record<string, Hour>> = {
  ArrowLeft: { day: -1, hour: 0 },
  ArrowRight: { day: 1, hour: 0 },
  ArrowUp: { day: 0, hour: -1 },
  ArrowDown: { day: 0, hour: 1 },
};

/** A stroke under way: where it began, on what, and whether it paints or wipes. */
interface Stroke {
  readonly begin: Hour;
  readonly week: Week;
  readonly on: boolean;
}

/**
 * A week to paint hours in: by dragging with a mouse or a finger, or with the arrows, Space, and Shift with arrows for a
 * rectangle. It is one stop of the Tab key.
 */
export function WeekGrid({
  week,
  onChange,
  label,
}: {
  readonly week: Week;
  readonly onChange: (week: Week) => void;
  readonly label: string;
}) {
  const [focused, setFocused] = useState<Hour>({ day: 1, hour: 8 });
  const stroke = useRef<Stroke>(undefined);
  const grid = useRef<HTMLTableElement>(null);

  const begin = (at: Hour) => {
    const on = !isPainted(week, at);
    stroke.current = { begin: at, week, on };
    onChange(paint(week, at, at, on));
  };
  const draw = (to: Hour) => {
    const drawn = stroke.current;
    if (drawn) onChange(paint(drawn.week, drawn.begin, to, drawn.on));
  };
  const end = () => {
    stroke.current = undefined;
  };

  const onPointerDown = (event: PointerEvent) => {
    const at = hourAt(event);
    if (!at || event.button !== 0) return;
    // A finger is held by the cell that it touched first: where it is by now is asked at each move.
    if (event.target instanceof Element) event.target.releasePointerCapture?.(event.pointerId);
    setFocused(at);
    begin(at);
  };
  const onPointerMove = (event: PointerEvent) => {
    const at = event.buttons === 0 ? undefined : hourAt(event);
    if (at) draw(at);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (!event.repeat) begin(focused);
      return;
    }
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const to = {
      day: Math.min(7, Math.max(1, focused.day + arrow.day)),
      hour: Math.min(HOURS - 1, Math.max(0, focused.hour + arrow.hour)),
    };
    if (event.shiftKey) {
      stroke.current ??= { begin: focused, week, on: !isPainted(week, focused) };
      draw(to);
    } else end();
    setFocused(to);
    grid.current?.querySelector<HTMLElement>(`[data-day="${to.day}"][data-hour="${to.hour}"]`)?.focus();
  };
  return (
    <table
      ref={grid}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are chosen is a grid (ARIA, 5.3.6)
      role="grid"
      aria-label={label}
      aria-multiselectable
      className={classes.grid}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onPointerLeave={end}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => event.key === "Shift" && end()}
    >
      <thead>
        <tr>
          <td />
          {DAYS.map((day) => (
            <th key={day} scope="col">
              <abbr title={longDay(day)}>{shortDay(day)}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: HOURS }, (_, hour) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the hour is what the row is
          <tr key={hour}>
            <th scope="row">{String(hour).padStart(2, "0")}</th>
            {DAYS.map((day) => (
              <td
                key={day}
                // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: see the table
                role="gridcell"
                aria-selected={isPainted(week, { day, hour })}
                aria-label={`${longDay(day)} ${hour}:00`}
                tabIndex={day === focused.day && hour === focused.hour ? 0 : -1}
                data-day={day}
                data-hour={hour}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The hour under a pointer. */
function hourAt({ clientX, clientY }: PointerEvent): Hour | undefined {
  const { day, hour } =
    document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>("[data-hour]")?.dataset ?? {};
  return day === undefined || hour === undefined ? undefined : { day: Number(day), hour: Number(hour) };
}
