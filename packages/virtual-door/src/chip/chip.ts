import { Air } from "./air.ts";
import { type ResetCause, romBanner } from "./boot/reset.ts";
import { BootLog, type BootTarget, findApplication } from "./boot/second-stage.ts";
import { Emitter } from "./events.ts";
import { Faults, PowerCut } from "./faults.ts";
import type { Flash } from "./flash.ts";
import type { Loader, LoaderHost } from "./loader/loader.ts";
import { Registers } from "./loader/registers.ts";
import { RomLoader } from "./loader/rom.ts";
import { StubLoader } from "./loader/stub.ts";
import { DoorHardware } from "./pins.ts";
import { RunningProgram } from "./running-program.ts";
import type { Program, ProgramEvent, Timer } from "./services.ts";
import { UsbSerial } from "./usb-serial.ts";
import { RealTimeClock } from "./wall-clock.ts";

/** The ROM, the bootloader and ESP-IDF all log at this rate. */
const CONSOLE_BAUD_RATE = 115_200;
/** EN rises slowly: 10 kΩ into a microfarad or two. Only then is GPIO0 read. */
const ENABLE_RISE_MS = 20;
/** From the end of the boot log to `app_main`, as cpu_start and the RTOS take it. */
const APP_START_MS = 120;
/** A chip that cannot boot tries again; slower than a real one, so that many can do it at once. */
const RETRY_MS = 1000;
/** From the start of a program to its radio, which wants more than a poor supply gives. */
const BROWN_OUT_MS = 150;
const MAX_LOG = 64 * 1024;

export interface ChipOptions {
  readonly mac: Uint8Array;
  readonly flash: Flash;
  readonly timer: Timer;
  /** Programs by the project name in the image's descriptor. */
  readonly programs: Readonly<Record<string, Program>>;
  readonly air?: Air;
  readonly faults?: Faults;
  /** Serial line, flash and radio take the time they take on a real board. */
  readonly paced?: boolean;
  readonly hosts?: Readonly<Record<string, string>>;
  readonly plugged?: boolean;
  readonly contactOpen?: boolean;
  readonly tamperOpen?: boolean;
}

/**
 * - `off`: no power; `reset`: EN is low; `booting`: between ROM and application
 * - `download`: the ROM loader; `stub`: the flasher stub; `running`: a program
 * - `failed`: nothing to run, or the program crashed; it will try again
 */
export type ChipMode = "off" | "reset" | "download" | "stub" | "booting" | "running" | "failed";

export interface ChipEvents {
  mode: ChipMode;
  /** Text that the chip wrote on its serial line, in the moment of writing. */
  log: string;
  reset: { readonly cause: ResetCause };
  /** A program was started. */
  started: { readonly project: string; readonly version: string };
  crashed: { readonly error: unknown };
  /** What the program tells of itself. */
  program: ProgramEvent;
}

/** An ESP32 from its power pin to the program it runs. */
export class Chip {
  readonly mac: Uint8Array;
  readonly flash: Flash;
  readonly faults: Faults;
  readonly air: Air;
  readonly usb: UsbSerial;
  readonly hardware: DoorHardware;
  readonly clock: RealTimeClock;
  readonly events = new Emitter<ChipEvents>();
  readonly #options: ChipOptions;
  readonly #timer: Timer;
  readonly #paced: boolean;
  readonly #registers: Registers;
  #powered = false;
  #resetHeld = false;
  #bootHeld = false;
  #mode: ChipMode = "off";
  #baudRate = CONSOLE_BAUD_RATE;
  /** The ROM finds the rate out by itself from the first bytes. */
  #autoBaud = false;
  #startedAt = 0;
  #resets = 0;
  #cancel: (() => void) | undefined;
  #loader: Loader | undefined;
  #program: RunningProgram | undefined;
  #target: BootTarget | undefined;
  #log = "";

  constructor(options: ChipOptions) {
    this.#options = options;
    this.#timer = options.timer;
    this.#paced = options.paced ?? true;
    this.mac = options.mac;
    this.flash = options.flash;
    this.faults = options.faults ?? new Faults();
    this.air = options.air ?? new Air();
    this.clock = new RealTimeClock(options.timer, this.faults);
    this.hardware = new DoorHardware({
      contactOpen: options.contactOpen ?? false,
      tamperOpen: options.tamperOpen ?? false,
    });
    this.#registers = new Registers(this.mac, () => this.#baudRate, this.faults);
    this.usb = new UsbSerial({
      timer: options.timer,
      faults: this.faults,
      paced: this.#paced,
      plugged: options.plugged ?? true,
      chip: {
        baudRate: (sender) => (this.#autoBaud ? sender : this.#baudRate),
        transmitRate: () => this.#baudRate,
        receive: (bytes, rate) => this.#receive(bytes, rate),
        autoReset: () => this.#enableChanged(),
      },
    });
    this.flash.onPowerCut = () => this.powerOff();
    this.faults.onChange(() => this.#enableChanged());
    this.faults.onChange(() => this.#mayBrownOut());
  }

  get mode(): ChipMode {
    return this.#mode;
  }

  get powered(): boolean {
    return this.#powered;
  }

  /** Resets since this object was made, power-on included. */
  get resets(): number {
    return this.#resets;
  }

  /** What was said on the serial line lately, whether or not anybody listened. */
  get log(): string {
    return this.#log;
  }

  /** The image that is running. */
  get application(): { project: string; version: string } | undefined {
    const target = this.#mode === "running" ? this.#target : undefined;
    return target && { project: target.project, version: target.version };
  }

  get wifi(): { connected: boolean; rssi: number } {
    const radio = this.#program?.wifi;
    return { connected: radio?.connected ?? false, rssi: radio?.rssi() ?? 0 };
  }

  powerOn(): void {
    if (this.#powered) return;
    this.#powered = true;
    this.clock.reset();
    if (this.#enabled) this.#boot("powerOn");
    else this.#setMode("reset");
  }

  powerOff(): void {
    if (!this.#powered) return;
    this.#powered = false;
    this.#halt();
    this.usb.dropFromChip();
    this.#setMode("off");
  }

  /** Presses and releases the EN button. */
  pressReset(): void {
    this.#resetHeld = true;
    this.#enableChanged();
    this.#resetHeld = false;
    this.#enableChanged();
  }

  /** The BOOT button: GPIO0 to ground while it is held. */
  holdBoot(held: boolean): void {
    this.#bootHeld = held;
  }

  get bootHeld(): boolean {
    return this.#bootHeld;
  }

  get #enabled(): boolean {
    return !this.#resetHeld && this.usb.levels().enable;
  }

  #enableChanged(): void {
    if (!this.#powered) return;
    if (!this.#enabled) {
      if (this.#mode === "reset" && !this.#cancel) return;
      this.#halt();
      this.usb.dropFromChip();
      this.#setMode("reset");
    } else if (this.#mode === "reset" && !this.#cancel) {
      this.#later(ENABLE_RISE_MS, () => {
        this.clock.reset();
        this.#boot("powerOn");
      });
    }
  }

  /** The first instant of every reset: outputs low, program gone. */
  #halt(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.hardware.low();
    this.#loader?.stop();
    this.#loader = undefined;
    const program = this.#program;
    this.#program = undefined;
    program?.stop();
    this.#baudRate = CONSOLE_BAUD_RATE;
    this.#autoBaud = false;
  }

  /** @param ignoreStraps a loader that leaves for the application does not look at GPIO0 again */
  #boot(cause: ResetCause, ignoreStraps = false): void {
    this.#halt();
    this.#resets++;
    this.#startedAt = this.#timer.now();
    this.events.emit("reset", { cause });
    if (this.faults.current.boltPulses) this.hardware.pulseBolt(this.#timer);
    const download = !ignoreStraps && (this.#bootHeld || !this.usb.levels().gpio0);
    this.#print(romBanner(cause, download ? "download" : "flash"));
    if (download) {
      this.#autoBaud = true;
      this.#enter("download", new RomLoader(this.#loaderHost()));
      return;
    }
    this.#setMode("booting");
    try {
      this.#secondStage();
    } catch (error) {
      // A rollback is written by the bootloader, so the power can go there too.
      if (!(error instanceof PowerCut)) throw error;
    }
  }

  #secondStage(): void {
    const log = new BootLog(
      (line) => this.#line(line),
      () => Math.round(this.#timer.now() - this.#startedAt) + 27,
    );
    const found = findApplication(this.flash, (line) => this.#line(line), log);
    if ("failed" in found) {
      const cause = found.failed === "bootloader" ? "watchdog" : "software";
      this.#fail(cause);
      return;
    }
    const program = Object.hasOwn(this.#options.programs, found.project)
      ? this.#options.programs[found.project]
      : undefined;
    if (!program || !found.nvs) {
      const reason = program
        ? "there is no nvs partition"
        : `"${found.project}" is machine code for a real ESP32`;
      log.error("virtual_chip", `${reason}: a virtual chip cannot run it`);
      this.#fail("watchdog");
      return;
    }
    this.usb.programStarts();
    log.info("app_init", "Application information:");
    log.info("app_init", `Project name:     ${found.project}`);
    log.info("app_init", `App version:      ${found.version}`);
    this.#afterSending(() => this.#later(this.#paced ? APP_START_MS : 0, () => this.#start(program, found)));
  }

  #start(program: Program, target: BootTarget): void {
    this.#target = target;
    const running = new RunningProgram({
      mac: this.mac,
      flash: this.flash,
      timer: this.#timer,
      clock: this.clock,
      faults: this.faults,
      air: this.air,
      hosts: this.#options.hosts ?? {},
      hardware: this.hardware,
      paced: this.#paced,
      transmit: (bytes) => this.#transmit(bytes, true),
      crashed: (error) => this.#crash(error),
      restart: () => this.#boot("softwareCpu"),
      trace: (event) => this.events.emit("program", event),
    });
    this.#program = running;
    // The first thing that the program does.
    this.hardware.setBolt(false);
    this.#setMode("running");
    this.events.emit("started", { project: target.project, version: target.version });
    running.start(program, target);
    this.#mayBrownOut();
  }

  /** As ESP-IDF says it, and the ROM then. */
  #mayBrownOut(): void {
    if (!this.faults.current.brownOut || this.#mode !== "running") return;
    this.#later(BROWN_OUT_MS, () => {
      this.#print("\r\nBrownout detector was triggered\r\n\r\n");
      this.#boot("brownOut");
    });
  }

  #crash(error: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#print("\r\nGuru Meditation Error: Core  0 panic'ed (Unhandled exception). \r\n");
    for (const line of detail.split("\n")) this.#line(line);
    this.#print("\r\nRebooting...\r\n");
    this.events.emit("crashed", { error });
    this.#fail("softwareCpu");
  }

  #fail(cause: ResetCause): void {
    this.#halt();
    this.#setMode("failed");
    this.#later(RETRY_MS, () => this.#boot(cause));
  }

  #enter(mode: "download" | "stub", loader: Loader): void {
    this.#loader?.stop();
    this.#loader = loader;
    this.#setMode(mode);
  }

  #loaderHost(): LoaderHost {
    return {
      flash: this.flash,
      registers: this.#registers,
      timer: this.#timer,
      paced: this.#paced,
      send: (bytes) => this.#transmit(bytes, false),
      setBaudRate: (baudRate) => {
        this.usb.whenSent(() => {
          this.#baudRate = baudRate;
        });
      },
      runStub: () => this.#enter("stub", new StubLoader(this.#loaderHost())),
      crash: (entry) => {
        this.#print(`Fatal exception (0): epc=0x${entry.toString(16)}\r\n`);
        this.#fail("watchdog");
      },
      runUserCode: () => this.#boot("software", true),
      reboot: () => this.#boot("software"),
    };
  }

  #receive(bytes: Uint8Array, rate: number): void {
    if (this.#loader) {
      if (this.#autoBaud) {
        this.#autoBaud = false;
        this.#baudRate = rate;
      }
      this.#loader.receive(bytes);
    } else {
      this.#program?.receive(bytes);
    }
  }

  #line(text: string): void {
    this.#print(`${text}\r\n`);
  }

  #print(text: string): void {
    this.#transmit(new TextEncoder().encode(text), true);
  }

  #transmit(bytes: Uint8Array, isLog: boolean): void {
    if (isLog) {
      const text = new TextDecoder().decode(bytes);
      this.#log = (this.#log + text).slice(-MAX_LOG);
      this.events.emit("log", text);
    }
    this.usb.fromChip(bytes, this.#baudRate);
  }

  /** The console is slower than the processor: boot goes on when the log is out. */
  #afterSending(run: () => void): void {
    const boot = this.#resets;
    this.usb.whenSent(() => {
      if (this.#resets === boot && this.#mode === "booting") run();
    });
  }

  #later(ms: number, run: () => void): void {
    this.#cancel?.();
    this.#cancel = this.#timer.after(ms, () => {
      this.#cancel = undefined;
      run();
    });
  }

  #setMode(mode: ChipMode): void {
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.events.emit("mode", mode);
  }
}
