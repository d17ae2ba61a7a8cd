import { Emitter } from "./events.ts";
import type { Faults } from "./faults.ts";
import { Line } from "./line.ts";
import type { Timer } from "./services.ts";

export interface UsbIds {
  readonly usbVendorId: number;
  readonly usbProductId: number;
}

/** A CP2102 bridge, as on most ESP32 development boards. */
const BRIDGE: UsbIds = { usbVendorId: 0x10c4, usbProductId: 0xea60 };
/** The USB Serial/JTAG controller in an ESP32-C3 or S3. */
const OWN_USB: UsbIds = { usbVendorId: 0x303a, usbProductId: 0x1001 };
/** From the end of one enumeration by the host to the next. */
const RE_ENUMERATES_MS = 300;

/** The chip's side of the bridge. */
export interface ChipSide {
  /** The rate at which it listens to one that sends at `sender`. */
  readonly baudRate: (sender: number) => number;
  /** The rate at which it sends. */
  readonly transmitRate: () => number;
  readonly receive: (bytes: Uint8Array, baudRate: number) => void;
  /** Levels at EN and GPIO0 as the two transistors make them; true is high. */
  readonly autoReset: (levels: { readonly enable: boolean; readonly gpio0: boolean }) => void;
}

export interface UsbConnection {
  /** The rate of this side of the line. */
  setBaudRate(baudRate: number): void;
  /** Absent members stay as they were. */
  setSignals(signals: { readonly dtr?: boolean; readonly rts?: boolean }): void;
  write(bytes: Uint8Array): void;
  /** Resolves once what was written has gone over the line. */
  drained(): Promise<void>;
  onData(receive: (bytes: Uint8Array) => void): void;
  /** The cable came off; nothing else comes after. */
  onLost(lost: () => void): void;
  close(): void;
}

export class PortBusyError extends Error {
  constructor() {
    super("another program has this port open");
  }
}

export class PortGoneError extends Error {
  constructor() {
    super("the USB cable is not plugged in");
  }
}

interface Open {
  baudRate: number;
  receive: (bytes: Uint8Array) => void;
  lost: () => void;
}

/**
 * The USB-to-serial bridge of a development board: one program at a time opens it, its DTR and RTS drive EN and
 * GPIO0 through the usual two transistors, and the cable can be pulled.
 *
 * Truth table (ESP32-DevKitC schematic, "Auto program"):
 *
 *     DTR  RTS   EN    GPIO0        asserted = 1
 *      0    0    high  high
 *      1    1    high  high
 *      0    1    low   high
 *      1    0    high  low
 *
 * The chip's own USB takes the same signals, and remembers what DTR asked for until it resets (ESP32-C3 technical
 * reference manual, "USB Serial/JTAG Controller"): 1 0 wants the loader, 0 1 resets at once, 0 0 forgets.
 */
export class UsbSerial {
  readonly events = new Emitter<{ plugged: boolean; opened: boolean }>();
  readonly #timer: Timer;
  readonly #chip: ChipSide;
  readonly #faults: Faults;
  readonly #toChip: Line;
  readonly #toHost: Line;
  #plugged: boolean;
  #open: Open | undefined;
  #dtr = false;
  #rts = false;
  /** Only the chip's own USB keeps these. */
  #wantsLoader = false;
  #resetToLoader = false;

  constructor(options: { timer: Timer; faults: Faults; paced: boolean; plugged: boolean; chip: ChipSide }) {
    this.#timer = options.timer;
    this.#chip = options.chip;
    this.#faults = options.faults;
    this.#plugged = options.plugged;
    const common = {
      timer: options.timer,
      paced: options.paced,
      maxBaudRate: () => this.#faults.current.maxBaudRate ?? Number.POSITIVE_INFINITY,
    };
    this.#toChip = new Line({
      ...common,
      to: {
        baudRate: () => this.#chip.baudRate(this.#open?.baudRate ?? 0),
        receive: (bytes) => this.#carry(bytes, (part) => this.#chip.receive(part, this.#open?.baudRate ?? 0)),
      },
    });
    this.#toHost = new Line({
      ...common,
      to: {
        baudRate: () => this.#open?.baudRate ?? this.#chip.transmitRate(),
        receive: (bytes) => this.#carry(bytes, (part) => this.#open?.receive(part)),
      },
    });
  }

  get plugged(): boolean {
    return this.#plugged;
  }

  get ids(): UsbIds {
    return this.#faults.current.ownUsb ? OWN_USB : BRIDGE;
  }

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /**
   * Opens the port. The operating system asserts DTR and RTS together, which resets nothing.
   *
   * @throws {PortBusyError} @throws {PortGoneError}
   */
  open(baudRate: number): UsbConnection {
    if (!this.#plugged) throw new PortGoneError();
    if (this.#open) throw new PortBusyError();
    const open: Open = { baudRate, receive: () => {}, lost: () => {} };
    this.#open = open;
    this.#setSignals(true, true);
    this.events.emit("opened", true);
    const mine = (run: () => void) => {
      if (this.#open === open) run();
    };
    return {
      setBaudRate: (rate) => mine(() => this.#setBaudRate(open, rate)),
      setSignals: ({ dtr, rts }) => mine(() => this.#setSignals(dtr ?? this.#dtr, rts ?? this.#rts)),
      write: (bytes) => mine(() => this.#toChip.send(bytes, open.baudRate)),
      drained: () =>
        new Promise((resolve) => {
          if (this.#open === open) this.#toChip.whenDrained(resolve);
          else resolve();
        }),
      onData: (receive) => {
        open.receive = receive;
      },
      onLost: (lost) => {
        open.lost = lost;
      },
      close: () => mine(() => this.#close()),
    };
  }

  plug(): void {
    if (this.#plugged) return;
    this.#plugged = true;
    this.events.emit("plugged", true);
  }

  unplug(): void {
    if (!this.#plugged) return;
    this.#plugged = false;
    const open = this.#open;
    this.#toChip.drop();
    if (open) this.#close();
    this.events.emit("plugged", false);
    open?.lost();
  }

  /** Bytes out of the chip's TX pin; nobody listens unless the port is open. */
  fromChip(bytes: Uint8Array, baudRate: number): void {
    this.#toHost.send(bytes, baudRate);
  }

  whenSent(run: () => void): void {
    this.#toHost.whenDrained(run);
  }

  /** The chip was reset: the byte under way is lost. */
  dropFromChip(): void {
    this.#toHost.drop();
  }

  /** A program starts: a chip that is its own USB device is a new one to the host. */
  programStarts(): void {
    if (!this.#faults.current.ownUsb || !this.#plugged) return;
    this.unplug();
    this.#timer.after(RE_ENUMERATES_MS, () => this.plug());
  }

  /** The levels that DTR and RTS make, or both high where the circuit is not wired. */
  levels(): { enable: boolean; gpio0: boolean } {
    const { noAutoReset, ownUsb } = this.#faults.current;
    if (noAutoReset || !this.#plugged) return { enable: true, gpio0: true };
    if (ownUsb) return { enable: !this.#rts || this.#dtr, gpio0: !this.#resetToLoader };
    return { enable: !this.#rts || this.#dtr, gpio0: !this.#dtr || this.#rts };
  }

  #setBaudRate(open: Open, baudRate: number): void {
    this.#toChip.whenDrained(() => {
      open.baudRate = baudRate;
    });
  }

  #setSignals(dtr: boolean, rts: boolean): void {
    this.#dtr = dtr;
    this.#rts = rts;
    if (rts && !dtr) this.#resetToLoader = this.#wantsLoader;
    else if (!rts) this.#wantsLoader = dtr;
    this.#chip.autoReset(this.levels());
  }

  #close(): void {
    this.#open = undefined;
    this.#setSignals(false, false);
    this.events.emit("opened", false);
  }

  #carry(bytes: Uint8Array, deliver: (bytes: Uint8Array) => void): void {
    if (!this.#plugged) return;
    // A cable that nobody uses carries no bytes that could be counted.
    const armed = this.#open !== undefined && this.#faults.current.unplugAfterBytes !== undefined;
    const pass = armed ? this.#faults.countBytes(bytes.length) : bytes.length;
    deliver(bytes.subarray(0, pass));
    if (armed && this.#faults.current.unplugAfterBytes === undefined) this.unplug();
  }
}
