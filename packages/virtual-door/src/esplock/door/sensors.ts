import type { DoorState } from "@openlock/protocol";
import type { InputPin } from "../../chip/services.ts";
import type { Boot } from "../core/boot.ts";
import type { EventJournal } from "./events.ts";

/** A contact that rattles is reported twice a second at most, and always how it ended. */
const SETTLE_MS = 500;
const AJAR_AFTER_MS = 60_000;

/** The door contact and the tamper switch. */
export class Sensors {
  readonly #boot: Boot;
  readonly #events: EventJournal;
  readonly #changed: () => void;
  #open: boolean;
  #tampered: boolean;
  #cancelAjar: () => void = () => {};

  constructor(boot: Boot, events: EventJournal, changed: () => void) {
    this.#boot = boot;
    this.#events = events;
    this.#changed = changed;
    const { contact, tamper } = boot.chip.pins;
    this.#open = contact.read();
    this.#tampered = tamper.read();
    if (this.#open) this.#watchAjar();
    if (this.#tampered) events.report("tamper");
    this.#watch(contact, this.#open, (open) => this.#contact(open));
    this.#watch(tamper, this.#tampered, (tampered) => this.#tamper(tampered));
  }

  get state(): Pick<DoorState, "contact" | "tamper"> {
    return { contact: this.#open ? "open" : "closed", tamper: this.#tampered };
  }

  #contact(open: boolean): void {
    this.#open = open;
    this.#cancelAjar();
    this.#events.report(open ? "door-opened" : "door-closed");
    if (open) this.#watchAjar();
    this.#changed();
  }

  #tamper(tampered: boolean): void {
    this.#tampered = tampered;
    if (tampered) this.#events.report("tamper");
    this.#changed();
  }

  #watchAjar(): void {
    this.#cancelAjar = this.#boot.after(AJAR_AFTER_MS, () => {
      this.#events.report("door-ajar", { seconds: AJAR_AFTER_MS / 1000 });
    });
  }

  #watch(pin: InputPin, first: boolean, tell: (level: boolean) => void): void {
    let told = first;
    let settling = false;
    const look = () => {
      const level = pin.read();
      if (settling || level === told) return;
      told = level;
      settling = true;
      this.#boot.after(SETTLE_MS, () => {
        settling = false;
        look();
      });
      tell(level);
    };
    pin.onChange(this.#boot.callback(look));
  }
}
