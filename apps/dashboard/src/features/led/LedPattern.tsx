import { useReducedMotion } from "@mantine/hooks";
import { LED_PATTERNS, type LedColour, type LedEvent } from "@openlock/protocol";
import { useEffect, useRef } from "react";
import classes from "./Led.module.css";
import { patternWords } from "./led-words.ts";
import { keyframesOf, litOf, periodOf } from "./timing.ts";

/** As the pixel looks behind frosted plastic, not as its three channels are. */
const COLOURS: Readonly<Record<LedColour, string>> = {
  blue: "#3b7bff",
  green: "#22b14c",
  orange: "#ff8a00",
  white: "#e9eef2",
  red: "#ee3338",
  yellow: "#f4d000",
  purple: "#a24bff",
  cyan: "#00c2d4",
};

/** So many milliseconds are as wide as the strip. */
const STRIP_MS = 2_400;

interface LedPatternProps {
  readonly event: LedEvent;
  /** Blinks as the door's LED does, unless somebody asked their system for less motion. */
  readonly playing: boolean;
}

/** One pattern of the LED: the light itself, and beside it what it does in time. */
export function LedPattern({ event, playing }: LedPatternProps) {
  const pattern = LED_PATTERNS[event];
  const colour = COLOURS[pattern.colour];
  const light = useRef<SVGCircleElement>(null);
  const still = useReducedMotion();

  // The dot is far smaller than what may flash more than three times a second (WCAG 2.2, 2.3.1), also many together.
  useEffect(() => {
    if (!playing || still) return;
    const animation = light.current?.animate(keyframesOf(pattern), {
      duration: periodOf(pattern),
      iterations: Number.POSITIVE_INFINITY,
    });
    return () => animation?.cancel();
  }, [pattern, playing, still]);

  return (
    <span className={classes.pattern} role="img" aria-label={patternWords(event)}>
      <svg className={classes.light} viewBox="0 0 20 20" aria-hidden>
        <circle className={classes.rim} cx="10" cy="10" r="9" />
        <circle ref={light} cx="10" cy="10" r="7" fill={colour} />
      </svg>
      <svg className={classes.strip} viewBox={`0 0 ${STRIP_MS} 120`} preserveAspectRatio="none" aria-hidden>
        <rect className={classes.dark} x="0" y="50" width={STRIP_MS} height="20" />
        {inStrip(pattern).map(({ from, to }) => (
          <rect key={from} x={from} y="0" width={Math.min(to, STRIP_MS) - from} height="120" fill={colour} />
        ))}
      </svg>
    </span>
  );
}

/** One that repeats fills the strip. */
function inStrip(pattern: (typeof LED_PATTERNS)[LedEvent]) {
  const period = periodOf(pattern);
  const showings = pattern.repeating ? Math.ceil(STRIP_MS / period) : 1;
  return Array.from({ length: showings }, (_, showing) =>
    litOf(pattern).map(({ from, to }) => ({ from: from + showing * period, to: to + showing * period })),
  )
    .flat()
    .filter(({ from }) => from < STRIP_MS);
}
