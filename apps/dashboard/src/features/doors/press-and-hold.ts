/** How long a press has to last, milliseconds: longer than what happens in a pocket. */
export const HOLD_MS = 600;
/** How long a press without a length waits for the second one, milliseconds. */
const SECOND_PRESS_MS = 6_000;
/** How long it is said that a press was too short, milliseconds. */
const HINT_MS = 2_500;

/** `holding`: pressed, not long enough yet. `again`: waits for the second press. `too-short`: let go too soon. */
export type Press = "none" | "holding" | "again" | "too-short";

/**
 * Tells a press that is meant from one that happens. A pointer or a key has to stay down for {@link HOLD_MS}. A screen
 * reader or a switch presses without a length: there, a second press within six seconds means it.
 */
export class PressAndHold {
  readonly #tell: (press: Press) => void;
  readonly #meant: () => void;
  #press: Press = "none";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (press: Press) => void, meant: () => void) {
    this.#tell = tell;
    this.#meant = meant;
  }

  down(): void {
    if (this.#press === "holding") return;
    this.#become("holding", HOLD_MS, () => {
      this.#become("none");
      this.#meant();
    });
  }

  /** Let go, on the control. */
  up(): void {
    if (this.#press === "holding") this.#become("too-short", HINT_MS, () => this.#become("none"));
  }

  /** It became something else: a scroll, the focus gone elsewhere. */
  cancel(): void {
    if (this.#press === "holding") this.#become("none");
  }

  /** A press that has no length. */
  pressWithoutLength(): void {
    if (this.#press === "again") {
      this.#become("none");
      this.#meant();
    } else {
      this.#become("again", SECOND_PRESS_MS, () => this.#become("none"));
    }
  }

  /** The control is gone. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#press = "none";
  }

  #become(press: Press, forMs?: number, then?: () => void): void {
    clearTimeout(this.#timer);
    this.#press = press;
    this.#tell(press);
    if (then) this.#timer = setTimeout(then, forMs);
  }
}
