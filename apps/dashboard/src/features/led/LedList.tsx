import { Button, Text } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import type { LedEvent } from "@openlock/protocol";
import { useState } from "react";
import { t } from "../../i18n/text.ts";
import classes from "./Led.module.css";
import { LedPattern } from "./LedPattern.tsx";
import { LED_EVENTS, patternWords } from "./led-words.ts";

interface LedListProps {
  readonly events: readonly LedEvent[];
  /** Of the list, for who does not see it. */
  readonly label: string;
}

/** Patterns of the LED, each with what it means. They blink until somebody stops them. */
export function LedList({ events, label }: LedListProps) {
  const [playing, setPlaying] = useState(true);
  const still = useReducedMotion();
  return (
    <div>
      <ul className={classes.list} aria-label={label}>
        {events.map((event) => (
          <li key={event} className={classes.row}>
            <LedPattern event={event} playing={playing} />
            <div>
              <Text size="sm" fw={600}>
                {LED_EVENTS[event]()}
              </Text>
              <Text size="xs" c="dimmed" aria-hidden>
                {patternWords(event)}
              </Text>
            </div>
          </li>
        ))}
      </ul>
      {!still && (
        <Button variant="subtle" color="gray" size="compact-xs" mt="xs" onClick={() => setPlaying(!playing)}>
          {playing ? t`Stop blinking` : t`Let them blink`}
        </Button>
      )}
    </div>
  );
}
