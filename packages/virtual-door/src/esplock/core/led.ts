import { LED_PATTERNS, type LedColour, type LedEvent, type LedPattern } from "@openlock/protocol";
import type { Rgb } from "../../chip/services.ts";
import type { Boot } from "./boot.ts";

const RGB: Readonly<Record<LedColour, Rgb>> = {
  blue: { red: 0, green: 0, blue: 255 },
  green: { red: 0, green: 255, blue: 0 },
  orange: { red: 255, green: 100, blue: 0 },
  white: { red: 255, green: 255, blue: 255 },
  red: { red: 255, green: 0, blue: 0 },
  yellow: { red: 255, green: 220, blue: 0 },
  purple: { red: 160, green: 0, blue: 255 },
  cyan: { red: 0, green: 255, blue: 255 },
};

/** Ten seconds that nothing else looks like. */
const IDENTIFY: LedPattern = { colour: "white", blinks: 20, ms: 250, repeating: false };
/** More would show long after it happened. */
const MAX_WAITING = 4;

type Shown = LedEvent | "identify";

/** Plays the patterns of section 8 one after the other; a repeating one fills the time between them. */
export class Led {
  readonly #boot: Boot;
  readonly #waiting: Shown[] = [];
  #background: LedEvent | undefined;
  #playing: Shown | undefined;
  #cancel: () => void = () => {};

  constructor(boot: Boot) {
    this.#boot = boot;
  }

  /** Plays once, after what is playing. A repeating pattern belongs in `background`. */
  play(name: Shown): void {
    // Every ten seconds, and nobody at the door waits for it: only where the LED is dark.
    if (name === "keep-alive-sent" && (this.#playing || this.#background)) return;
    if (this.#waiting.length >= MAX_WAITING) this.#waiting.shift();
    this.#waiting.push(name);
    const gives = this.#playing === this.#background || this.#playing === "identify";
    if (!this.#playing || gives) this.#next();
  }

  /** A repeating pattern until it is replaced or ended with `undefined`. */
  background(name: LedEvent | undefined): void {
    if (name === this.#background) return;
    const wasShown = this.#playing !== undefined && this.#playing === this.#background;
    this.#background = name;
    if (wasShown || !this.#playing) this.#next();
  }

  #next(): void {
    this.#cancel();
    const name = this.#waiting.shift() ?? this.#background;
    if (!name) {
      const wasLit = this.#playing !== undefined;
      this.#playing = undefined;
      this.#boot.chip.pins.setLed(null);
      if (wasLit) this.#boot.chip.trace?.({ type: "led-pattern", pattern: null });
      return;
    }
    if (this.#playing !== name || name !== this.#background) {
      this.#boot.chip.trace?.({ type: "led-pattern", pattern: name });
    }
    this.#playing = name;
    const pattern = name === "identify" ? IDENTIFY : LED_PATTERNS[name];
    this.#blink(pattern, pattern.blinks);
  }

  #blink({ colour, ms, ...pattern }: LedPattern, left: number): void {
    if (left === 0) {
      this.#next();
      return;
    }
    this.#boot.chip.pins.setLed(RGB[colour]);
    this.#cancel = this.#boot.after(ms, () => {
      this.#boot.chip.pins.setLed(null);
      this.#cancel = this.#boot.after(ms, () => this.#blink({ colour, ms, ...pattern }, left - 1));
    });
  }
}
