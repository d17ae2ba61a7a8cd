import { randomBytes } from "node:crypto";
import { type AccessPointSettings, Air } from "./chip/air.ts";
import { Chip, type ChipMode } from "./chip/chip.ts";
import { type FaultSettings, Faults } from "./chip/faults.ts";
import { Flash } from "./chip/flash.ts";
import { type Blinking, LedWatch } from "./chip/led-watch.ts";
import type { Program, ProgramEvent, Rgb, Timer } from "./chip/services.ts";
import { DoorDirectory, type DoorRecord } from "./chip/store.ts";
import { realTimer } from "./chip/time.ts";
import { esplock } from "./esplock/program.ts";
import { buildVirtualImage, flashWith, VIRTUAL_PROJECT } from "./image-builder/virtual-image.ts";

export interface VirtualDoorOptions {
  /** Keeps flash and MAC there; in memory only without it. */
  readonly dir?: string;
  /** 12 hexadecimal digits; random for a new door. */
  readonly mac?: string;
  readonly timer?: Timer;
  /** What the door can hear; give the same `Air` to several doors, or a list for this one. */
  readonly wifi?: Air | readonly AccessPointSettings[];
  /** A new door starts as if the virtual image had been flashed; off when absent, for a chip fresh from the factory. */
  readonly flashed?: boolean;
  /** Serial line, flash and radio take their real time; off when absent. */
  readonly paced?: boolean;
  /** Whether it has power at once; on when absent. */
  readonly powered?: boolean;
  readonly faults?: FaultSettings;
  /** By project name; the real program when absent. */
  readonly programs?: Readonly<Record<string, Program>>;
  /** Names the door's network resolves by itself, to addresses. */
  readonly hosts?: Readonly<Record<string, string>>;
}

export interface DoorSnapshot {
  readonly mac: string;
  readonly power: boolean;
  readonly plugged: boolean;
  readonly uartOpen: boolean;
  readonly mode: ChipMode;
  readonly bootHeld: boolean;
  readonly led: Rgb | null;
  /** What the program says the LED means now. */
  readonly pattern: string | null;
  /** What was seen of it. */
  readonly blinking: Blinking | null;
  readonly stage: string | null;
  readonly bolt: "locked" | "unlocked";
  readonly boltMoves: number;
  readonly contact: "open" | "closed";
  readonly tamper: boolean;
  readonly resets: number;
  readonly application: { readonly project: string; readonly version: string } | null;
  readonly wifi: { readonly connected: boolean; readonly rssi: number };
  readonly faults: Readonly<FaultSettings>;
}

/** A door: the chip, what hangs on its pins, and where it keeps its state. */
export class VirtualDoor {
  readonly chip: Chip;
  readonly air: Air;
  readonly #directory: DoorDirectory | undefined;
  readonly #led = new LedWatch();
  #pattern: string | null = null;
  #stage: string | null = null;

  constructor(chip: Chip, timer: Timer, directory: DoorDirectory | undefined) {
    this.chip = chip;
    this.air = chip.air;
    this.#directory = directory;
    chip.hardware.events.on("led", (colour) => this.#led.change(colour, timer.now()));
    chip.hardware.events.on("contact", (contact) => directory?.update({ contactOpen: contact === "open" }));
    chip.hardware.events.on("tamper", (tamperOpen) => directory?.update({ tamperOpen }));
    chip.events.on("program", (event) => this.#trace(event));
    chip.events.on("reset", () => this.#forget());
    chip.events.on("mode", (mode) => {
      if (mode !== "running") this.#forget();
    });
  }

  snapshot(): DoorSnapshot {
    const { chip } = this;
    return {
      mac: Buffer.from(chip.mac).toString("hex"),
      power: chip.powered,
      plugged: chip.usb.plugged,
      uartOpen: chip.usb.isOpen,
      mode: chip.mode,
      bootHeld: chip.bootHeld,
      led: chip.hardware.led,
      pattern: this.#pattern,
      blinking: this.#led.pattern ?? null,
      stage: this.#stage,
      bolt: chip.hardware.bolt,
      boltMoves: chip.hardware.boltMoves,
      contact: chip.hardware.contact.level ? "open" : "closed",
      tamper: chip.hardware.tamper.level,
      resets: chip.resets,
      application: chip.application ?? null,
      wifi: chip.wifi,
      faults: chip.faults.current,
    };
  }

  /** Takes the power away for good and closes the files. */
  close(): void {
    this.chip.powerOff();
    this.chip.usb.unplug();
    this.#directory?.close();
  }

  #trace(event: ProgramEvent): void {
    if (event.type === "led-pattern") this.#pattern = event.pattern;
    else this.#stage = event.stage;
  }

  #forget(): void {
    this.#pattern = null;
    this.#stage = null;
  }
}

let flashed: Uint8Array | undefined;

/** Built once and shared by all doors of the process, which copy what they change. */
function flashedContent(): Uint8Array {
  flashed ??= flashWith(buildVirtualImage());
  return flashed;
}

/** An address of Espressif's, so that a door looks to tools like any other ESP32. */
function randomMac(): string {
  return Buffer.concat([Buffer.from([0x24, 0x0a, 0xc4]), randomBytes(3)]).toString("hex");
}

/**
 * Makes a virtual door in this process.
 *
 * @example
 * const door = createVirtualDoor({ flashed: true, wifi: [{ ssid: "home", password: "password" }] });
 * const usb = door.chip.usb.open(115200);
 * usb.onData((bytes) => …);
 * door.close();
 */
export function createVirtualDoor(options: VirtualDoorOptions = {}): VirtualDoor {
  const timer = options.timer ?? realTimer();
  const faults = new Faults(options.faults);
  const initial: DoorRecord = { mac: options.mac ?? randomMac(), contactOpen: false, tamperOpen: false };
  const content = options.flashed ? flashedContent() : undefined;
  const directory = options.dir === undefined ? undefined : new DoorDirectory(options.dir, initial, content);
  const record = directory?.record ?? initial;
  const flashContent = directory?.flash ?? content;
  const flash = new Flash({
    faults,
    ...(flashContent ? { content: flashContent } : {}),
    ...(directory ? { store: directory } : {}),
  });
  const { wifi } = options;
  const chip = new Chip({
    mac: new Uint8Array(Buffer.from(record.mac, "hex")),
    flash,
    timer,
    faults,
    programs: options.programs ?? { [VIRTUAL_PROJECT]: esplock },
    air: wifi instanceof Air ? wifi : new Air(wifi),
    paced: options.paced ?? false,
    hosts: options.hosts ?? {},
    contactOpen: record.contactOpen,
    tamperOpen: record.tamperOpen,
  });
  const door = new VirtualDoor(chip, timer, directory);
  if (options.powered ?? true) chip.powerOn();
  return door;
}
