/** Bytes to and from a device's UART, 115200 8N1. */
export interface Uart {
  write(bytes: Uint8Array): void;
  onData(receive: (bytes: Uint8Array) => void): void;
}

export interface Rgb {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/**
 * What an image does once it has started: its work; or it crashes at once; or it works and finds no settings of its door; or
 * it is none that the chip can start, however whole it looks.
 */
export type ImageKind = "works" | "crashes" | "forgets" | "starts-not";

/** A Wi-Fi network. */
export interface AirNetwork {
  readonly ssid: string;
  readonly password: string;
  /** It can be joined and leads nowhere: no packet over it arrives. */
  readonly deadEnd?: boolean;
}

/**
 * What can be done to a device, or seen of it, besides its serial line and its network. An implementation gives what it has;
 * checks that need another part are reported as not tried.
 */
export interface Parts {
  /** Pulls the power, and gives it back. Both resolve once that has happened. */
  readonly power: { off(): Promise<void>; on(): Promise<void> };
  /** Presses the reset button: the real-time clock runs on, as it does on the chip. */
  readonly reset: { press(): Promise<void> };
  readonly storage: {
    /** Keeps what the device has stored, for `Bench.start`. Its power is off. @returns a name for it */
    save(): Promise<string>;
    /** All that is stored, as somebody finds it who reads out its chips. Its power is off. */
    read(): Promise<Uint8Array>;
    /** The power goes in the middle of the write that many from now; 0 for none. */
    cutAtWrite(write: number): Promise<void>;
    /** Whether the device has power now. */
    readonly powered: boolean;
  };
  /** Lets that many milliseconds pass for the device, its timers and its real-time clock, at once. */
  readonly time: { advance(ms: number): Promise<void> };
  /** What is wrong with the real-time clock; it starts at zero when power comes. */
  readonly clock: {
    set(fault: { readonly offsetMs?: number; readonly rate?: number }): Promise<void>;
  };
  readonly air: {
    /** Whether the access point is in reach. */
    wifi(there: boolean): Promise<void>;
    /** Whether packets arrive; without them nothing is refused and nothing answers. */
    packets(arrive: boolean): Promise<void>;
    /** What can be heard from now on, instead of `Bench.wifi`. */
    networks(heard: readonly AirNetwork[]): Promise<void>;
  };
  readonly bolt: { readonly drawn: boolean; readonly moves: number };
  /** Every colour that the LED took since this device started; `null` is dark. */
  readonly led: { readonly changes: readonly (Rgb | null)[] };
  readonly inputs: {
    contact(open: boolean): Promise<void>;
    tamper(open: boolean): Promise<void>;
  };
  /** Firmware that the device can be offered over the air. */
  readonly images: {
    /** A whole image for this device, of at least 4 KiB and else as small as it can be; never the same bytes for two versions. */
    make(version: string, kind?: ImageKind): Uint8Array;
    /** One that is whole, and for another chip. */
    forAnotherChip(version: string): Uint8Array;
  };
}
export type PartName = keyof Parts;

export const PART_NAMES = [
  "power",
  "reset",
  "storage",
  "time",
  "clock",
  "air",
  "bolt",
  "led",
  "inputs",
  "images",
] as const satisfies readonly PartName[];

/** A device on the bench, with the parts `P`. */
export type Device<P extends PartName = never> = {
  readonly uart: Uart;
  /** Ends it for good. */
  close(): Promise<void>;
} & Pick<Parts, P>;

/** Where devices of one implementation come from. */
export interface Bench {
  readonly name: string;
  /** What every device that it starts has. */
  readonly parts: readonly PartName[];
  /** How its devices reach this machine: a name or an address. */
  readonly host: string;
  /** A network that is in reach. */
  readonly wifi: { readonly ssid: string; readonly password: string };
  /**
   * Starts a device, with power.
   *
   * @param saved what `storage.save` gave; without it the device has stored nothing, or what it had before where there is
   * only one
   * @param changed wants to be called whenever something about the device changes
   */
  start(changed: () => void, saved?: string): Promise<Device<PartName>>;
}
