import { signalOf, signalWord } from "../doors/signal.ts";
import classes from "./Overview.module.css";

const BARS = { weak: 1, fair: 2, good: 3 } as const;

/** How well a door hears its access point: bars, a word, and the figure. @param rssi dBm */
export function SignalBars({ rssi }: { readonly rssi: number }) {
  const signal = signalOf(rssi);
  return (
    <span className={classes.bars} title={`${rssi} dBm`}>
      <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden>
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={bar * 6}
            y={9 - bar * 4}
            width="4"
            height={5 + bar * 4}
            rx="1"
            data-on={bar < BARS[signal] || undefined}
          />
        ))}
      </svg>
      {signalWord(signal)}
    </span>
  );
}
