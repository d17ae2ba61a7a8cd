import { plural, t } from "../../i18n/text.ts";
import { Axes, planeOf } from "./axes.tsx";
import { ChartPanel } from "./ChartPanel.tsx";
import classes from "./Stats.module.css";
import type { Filled, Span } from "./slots.ts";
import { slotWords } from "./words.ts";

interface SlotsProps {
  readonly span: Span;
  readonly slots: readonly Filled[];
}

/** How often locks were opened. */
export function Opens({ span, slots }: SlotsProps) {
  const words = slotWords(span);
  const all = slots.reduce((sum, { opens }) => sum + opens, 0);
  const most = slots.reduce((best, slot) => (slot.opens > best.opens ? slot : best), slots[0] ?? NONE);
  return (
    <ChartPanel
      title={span === "day" ? t`Opened, by hour` : t`Opened, by day`}
      summary={
        all === 0
          ? t`No lock was opened in this time.`
          : t`${plural(all, { one: t`Once`, other: t`${all} times` })} in all; most at ${words(most)}: ${most.opens}.`
      }
      headings={[span === "day" ? t`Hour` : t`Day`, t`Opened`]}
      rows={slots.map((slot) => [words(slot), String(slot.opens)])}
      draw={(width) => {
        const plane = planeOf(width, slots, most.opens);
        const { x, y, ground } = plane;
        return (
          <svg width={width} height={plane.height} role="presentation">
            <Axes plane={plane} slots={slots} slotWords={words} valueWords={String} />
            {slots.map(({ from, opens }) => (
              <rect
                key={from}
                className={classes.bar}
                x={x(from)}
                y={y(opens)}
                width={x.bandwidth()}
                height={ground - y(opens)}
                rx="2"
              />
            ))}
          </svg>
        );
      }}
    />
  );
}

const NONE: Filled = { from: 0, to: 0, opens: 0, median: undefined, slow: undefined };
