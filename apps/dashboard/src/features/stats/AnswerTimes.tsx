import { line } from "d3-shape";
import { t } from "../../i18n/text.ts";
import { Axes, planeOf } from "./axes.tsx";
import { ChartPanel } from "./ChartPanel.tsx";
import classes from "./Stats.module.css";
import type { Filled, Span } from "./slots.ts";
import { msWords, slotWords } from "./words.ts";

interface SlotsProps {
  readonly span: Span;
  readonly slots: readonly Filled[];
}

const LINES = ["median", "slow"] as const;

/** How long doors took to answer commands: half of them, and nineteen of twenty. */
export function AnswerTimes({ span, slots }: SlotsProps) {
  const words = slotWords(span);
  const most = Math.max(0, ...slots.map(({ slow }) => slow ?? 0));
  const slowest = slots.find(({ slow }) => slow === most && most > 0);
  return (
    <ChartPanel
      title={t`Time to the door's answer`}
      summary={
        slowest
          ? t`From a command's arrival at the server to the door's answer. Slowest at ${words(slowest)}: 95 % within ${msWords(most)}.`
          : t`No door was asked anything in this time.`
      }
      legend={
        <div className={classes.legend} aria-hidden>
          <span data-line="median">{t`Half of all (p50)`}</span>
          <span data-line="slow">{t`95 % of all (p95)`}</span>
        </div>
      }
      headings={[span === "day" ? t`Hour` : t`Day`, t`Half of all (p50)`, t`95 % of all (p95)`]}
      rows={slots.map((slot) => [words(slot), msWords(slot.median), msWords(slot.slow)])}
      draw={(width) => {
        const plane = planeOf(width, slots, most);
        const at = ({ from }: Filled) => (plane.x(from) ?? 0) + plane.x.bandwidth() / 2;
        return (
          <svg width={width} height={plane.height} role="presentation">
            <Axes plane={plane} slots={slots} slotWords={words} valueWords={msWords} />
            {LINES.map((which) => {
              const height = (slot: Filled) => plane.y(slot[which] ?? 0);
              const path = line<Filled>(at, height).defined((slot) => slot[which] !== undefined);
              return (
                <g key={which} data-line={which} className={classes.line}>
                  <path d={path([...slots]) ?? ""} />
                  {slots
                    .filter((slot) => slot[which] !== undefined)
                    .map((slot) => (
                      <Mark key={slot.from} square={which === "slow"} x={at(slot)} y={height(slot)} />
                    ))}
                </g>
              );
            })}
          </svg>
        );
      }}
    />
  );
}

/** Lines are told apart by their marks too. */
function Mark({ square, x, y }: { readonly square: boolean; readonly x: number; readonly y: number }) {
  return square ? <rect x={x - 3.5} y={y - 3.5} width="7" height="7" /> : <circle cx={x} cy={y} r="3.5" />;
}
