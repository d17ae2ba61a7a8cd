import { type ScaleBand, type ScaleLinear, scaleBand, scaleLinear } from "d3-scale";
import classes from "./Stats.module.css";
import type { Slot } from "./slots.ts";

const HEIGHT = 220;
const MARGIN = { top: 8, right: 30, bottom: 26, left: 60 } as const;
/** Pixels that the words of one slot take. */
const WORDS = 64;

export interface Plane {
  readonly width: number;
  readonly height: number;
  /** By when a slot begins. */
  readonly x: ScaleBand<number>;
  readonly y: ScaleLinear<number, number>;
  /** Where nothing is. */
  readonly ground: number;
}

/** Slots beside each other, and values from nothing to `most`. */
export function planeOf(width: number, slots: readonly Slot[], most: number): Plane {
  const ground = HEIGHT - MARGIN.bottom;
  return {
    ...{ width, height: HEIGHT, ground },
    x: scaleBand<number>()
      .domain(slots.map(({ from }) => from))
      .range([MARGIN.left, width - MARGIN.right])
      .padding(0.25),
    y: scaleLinear()
      .domain([0, Math.max(1, most)])
      .nice(4)
      .range([ground, MARGIN.top]),
  };
}

interface AxesProps {
  readonly plane: Plane;
  readonly slots: readonly Slot[];
  readonly slotWords: (slot: Slot) => string;
  readonly valueWords: (value: number) => string;
}

/** Lines and words behind the picture. As many words as there is room for, the last slot's among them. */
export function Axes({ plane: { width, x, y, ground }, slots, slotWords, valueWords }: AxesProps) {
  const every = Math.max(
    1,
    Math.ceil((slots.length * WORDS) / Math.max(1, width - MARGIN.left - MARGIN.right)),
  );
  return (
    <g className={classes.axes}>
      {y
        .ticks(4)
        .filter(Number.isInteger)
        .map((value) => (
          <g key={value} transform={`translate(0 ${y(value)})`}>
            <line x1={MARGIN.left} x2={width - MARGIN.right} />
            <text x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
              {valueWords(value)}
            </text>
          </g>
        ))}
      {slots.map(
        (slot, at) =>
          (slots.length - 1 - at) % every === 0 && (
            <text
              key={slot.from}
              x={(x(slot.from) ?? 0) + x.bandwidth() / 2}
              y={ground + 18}
              textAnchor="middle"
            >
              {slotWords(slot)}
            </text>
          ),
      )}
    </g>
  );
}
