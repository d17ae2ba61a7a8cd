import { Emitter } from "./events.ts";
import type { InputPin, Rgb, Timer } from "./services.ts";

/** Long enough for a strike to let go. */
const PULSE_MS = 60;

/** What hangs on the chip's pins: the pixel, the bolt, the door contact and the tamper switch. */
export interface DoorHardwareEvents {
  led: Rgb | null;
  bolt: "locked" | "unlocked";
  contact: "open" | "closed";
  tamper: boolean;
}

/** An input that the outside sets, and that keeps its level over resets as a real switch does. */
class Input {
  #level: boolean;
  readonly changed = new Emitter<{ level: boolean }>();

  constructor(level: boolean) {
    this.#level = level;
  }

  get level(): boolean {
    return this.#level;
  }

  set(level: boolean): boolean {
    if (level === this.#level) return false;
    this.#level = level;
    this.changed.emit("level", level);
    return true;
  }

  /** As the program sees it until `off`. */
  pin(off: AbortSignal, guard: (run: () => void) => void): InputPin {
    return {
      read: () => this.#level,
      onChange: (changed) => {
        if (off.aborted) return;
        const stop = this.changed.on("level", (level) => guard(() => changed(level)));
        off.addEventListener("abort", stop, { once: true });
      },
    };
  }
}

/** The door around the chip. Its bolt holds while the pin is low, so a chip without power leaves it locked. */
export class DoorHardware {
  readonly events = new Emitter<DoorHardwareEvents>();
  readonly contact: Input;
  readonly tamper: Input;
  #led: Rgb | null = null;
  #drawn = false;
  #moves = 0;

  constructor(initial: { contactOpen: boolean; tamperOpen: boolean }) {
    this.contact = new Input(initial.contactOpen);
    this.tamper = new Input(initial.tamperOpen);
  }

  get led(): Rgb | null {
    return this.#led;
  }

  get bolt(): "locked" | "unlocked" {
    return this.#drawn ? "unlocked" : "locked";
  }

  /** How often the bolt has moved since this door was made. */
  get boltMoves(): number {
    return this.#moves;
  }

  setLed(colour: Rgb | null): void {
    const next = colour && (colour.red || colour.green || colour.blue) ? { ...colour } : null;
    if (sameColour(this.#led, next)) return;
    this.#led = next;
    this.events.emit("led", next);
  }

  setBolt(drawn: boolean): void {
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#moves++;
    this.events.emit("bolt", this.bolt);
  }

  /** Draws the bolt for a moment, or until somebody drives the pin. */
  pulseBolt(timer: Timer): void {
    this.setBolt(true);
    const moves = this.#moves;
    timer.after(PULSE_MS, () => {
      if (this.#moves === moves) this.setBolt(false);
    });
  }

  setContact(open: boolean): void {
    if (this.contact.set(open)) this.events.emit("contact", open ? "open" : "closed");
  }

  setTamper(open: boolean): void {
    if (this.tamper.set(open)) this.events.emit("tamper", open);
  }

  /** The first instant of a reset: every output is low. */
  low(): void {
    this.setBolt(false);
    this.setLed(null);
  }
}

function sameColour(a: Rgb | null, b: Rgb | null): boolean {
  return a?.red === b?.red && a?.green === b?.green && a?.blue === b?.blue;
}
