/**
 * Everything a real door can suffer and that can be asked for. A field that is absent means healthy; the fields
 * take effect at once, also while the chip runs.
 */
export interface FaultSettings {
  /** Power fails in the middle of the flash write (a page programmed or a sector erased) that many from now. */
  powerCutAtWrite?: number;
  /** How much of that last write still happened, 0 to 1; half when absent. */
  powerCutDone?: number;
  /** The USB cable comes off after that many more bytes over it, both ways counted. */
  unplugAfterBytes?: number;
  /**
   * USB is the chip's own, as on many ESP32-C3 and S3, and no bridge beside it: its ids are Espressif's, and the port
   * goes away at every start of a program and comes back as a new one.
   */
  ownUsb?: boolean;
  /** DTR and RTS are not wired to EN and GPIO0: a person has to press the buttons. */
  noAutoReset?: boolean;
  /** The module on the board is another one, an ESP8266, which looks much the same. */
  otherChip?: boolean;
  /** The supply gives in soon after a program has started, as it does when the radio comes on: it resets, for ever. */
  brownOut?: boolean;
  /** Whatever program is started crashes at once, again and again. */
  crashes?: boolean;
  /** The lock pin is high for a moment at every reset: its resistor to ground is missing, or it is a pin that pulses. */
  boltPulses?: boolean;
  /** Flash cells that no longer take a 0: these bits read as 1 whatever was written. */
  badFlash?: readonly { readonly address: number; readonly bits: number }[];
  /** Above this rate bytes get lost and garbled, as with a long or poor cable. */
  maxBaudRate?: number;
  /** The access points are out of reach of this door. */
  wifiGone?: boolean;
  /** Packets vanish: nothing is refused and nothing answers. */
  blackhole?: boolean;
  /** Added to what the wall clock says, in milliseconds. */
  clockOffsetMs?: number;
  /** How fast the wall clock runs; 1 is right, negative runs backwards. */
  clockRate?: number;
  /** A lost connection or a power cut leaves the other side in silence, instead of closing its socket. */
  silentDrop?: boolean;
}

/** Thrown through whatever was writing flash when the power went. */
export class PowerCut extends Error {
  constructor() {
    super("power cut in the middle of a flash write");
    this.name = "PowerCut";
  }
}

/** Live faults of one chip, shared by its parts. */
export class Faults {
  #settings: FaultSettings;
  readonly #changed = new Set<(settings: FaultSettings) => void>();

  constructor(settings: FaultSettings = {}) {
    this.#settings = { ...settings };
  }

  get current(): Readonly<FaultSettings> {
    return this.#settings;
  }

  /** Merges; a member that is `undefined` or `null` heals. */
  set(change: { readonly [Name in keyof FaultSettings]: FaultSettings[Name] | null | undefined }): void {
    const next: Record<string, unknown> = { ...this.#settings };
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined || value === null) delete next[name];
      else next[name] = value;
    }
    this.#settings = next as FaultSettings;
    for (const changed of [...this.#changed]) changed(this.#settings);
  }

  clear(): void {
    this.#settings = {};
    for (const changed of [...this.#changed]) changed(this.#settings);
  }

  /** @returns stops listening. */
  onChange(changed: (settings: FaultSettings) => void): () => void {
    this.#changed.add(changed);
    return () => {
      this.#changed.delete(changed);
    };
  }

  /** Counts one flash write down. @returns true when this is the one during which the power goes. */
  countWrite(): boolean {
    const left = this.#settings.powerCutAtWrite;
    if (left === undefined) return false;
    if (left > 1) {
      this.#settings.powerCutAtWrite = left - 1;
      return false;
    }
    delete this.#settings.powerCutAtWrite;
    return true;
  }

  /** @returns how many of these bytes still pass before the cable comes off; all of them when it stays on. */
  countBytes(length: number): number {
    const left = this.#settings.unplugAfterBytes;
    if (left === undefined) return length;
    if (left > length) {
      this.#settings.unplugAfterBytes = left - length;
      return length;
    }
    delete this.#settings.unplugAfterBytes;
    return left;
  }
}
