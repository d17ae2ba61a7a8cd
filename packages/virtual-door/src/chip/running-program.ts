import { randomBytes } from "node:crypto";
import { setMaxListeners } from "node:events";
import type { Air } from "./air.ts";
import type { BootTarget } from "./boot/second-stage.ts";
import type { Faults } from "./faults.ts";
import type { Flash } from "./flash.ts";
import { TlsNetwork } from "./network.ts";
import { Nvs } from "./nvs.ts";
import type { DoorHardware } from "./pins.ts";
import type {
  ChipServices,
  FirmwareSlots,
  KeyValueStore,
  Pins,
  Program,
  ProgramEvent,
  Timer,
  UartPins,
  WallClock,
} from "./services.ts";
import { Slots } from "./slots.ts";
import { WifiRadio } from "./wifi.ts";

/** What a program is given parts of. */
export interface ProgramHost {
  readonly mac: Uint8Array;
  readonly flash: Flash;
  readonly timer: Timer;
  readonly clock: WallClock;
  readonly faults: Faults;
  readonly air: Air;
  readonly hosts: Readonly<Record<string, string>>;
  readonly hardware: DoorHardware;
  readonly paced: boolean;
  readonly transmit: (bytes: Uint8Array) => void;
  readonly crashed: (error: unknown) => void;
  readonly restart: () => void;
  readonly trace: (event: ProgramEvent) => void;
}

/** Free heap of an ESP32 with Wi-Fi up, and what each TLS connection takes of it (mbedTLS, 16 KiB buffers). */
const FREE_HEAP = 214_000;
const HEAP_PER_CONNECTION = 42_000;

/** Thrown at a program that goes on after its chip was reset. */
export class ChipOffError extends Error {
  constructor() {
    super("the chip is off");
    this.name = "ChipOffError";
  }
}

/** A program from the jump into it until `off`. What it holds on to afterwards does nothing any more. */
export class RunningProgram {
  readonly wifi: WifiRadio;
  readonly network: TlsNetwork;
  readonly #host: ProgramHost;
  readonly #off = new AbortController();
  readonly #bootedAt: number;
  #receive: ((bytes: Uint8Array) => void) | undefined;

  constructor(host: ProgramHost) {
    this.#host = host;
    this.#bootedAt = host.timer.now();
    const off = this.#off.signal;
    // Every pending timer and whatever the program waits for ends with it.
    setMaxListeners(0, off);
    const timer = this.#timer();
    this.wifi = new WifiRadio({
      air: host.air,
      faults: host.faults,
      timer: host.timer,
      off,
      paced: host.paced,
      linkLost: () => this.network.cut("the network connection was lost"),
      guard: this.#guard,
    });
    this.network = new TlsNetwork({
      off,
      timer,
      clock: host.clock,
      faults: host.faults,
      connected: () => this.wifi.connected,
      deadEnd: () => this.wifi.deadEnd,
      hosts: host.hosts,
      guard: this.#guard,
    });
  }

  start(program: Program, target: BootTarget): void {
    const services = this.#services(target);
    Promise.resolve()
      .then(() => {
        if (this.#host.faults.current.crashes) throw new Error("LoadProhibited");
        return program(services);
      })
      .catch((error: unknown) => this.#crash(error));
  }

  /** Bytes from the UART; lost while nobody listens. */
  receive(bytes: Uint8Array): void {
    const receive = this.#receive;
    if (receive) this.#guard(() => receive(bytes));
  }

  stop(): void {
    this.#off.abort();
  }

  #services(target: BootTarget): ChipServices {
    const host = this.#host;
    const off = this.#off.signal;
    return {
      mac: host.mac.slice(),
      chipName: "ESP32",
      image: { project: target.project, version: target.version, builtAt: target.builtAt },
      off,
      timer: this.#timer(),
      clock: {
        now: () => host.clock.now(),
        set: (ms) => {
          if (!off.aborted) host.clock.set(ms);
        },
      },
      uart: this.#uart(),
      nvs: this.#nvs(target),
      slots: this.#slots(target),
      wifi: this.wifi,
      net: this.network,
      pins: this.#pins(),
      random: (length) => new Uint8Array(randomBytes(length)),
      freeHeap: () => FREE_HEAP - this.network.connections * HEAP_PER_CONNECTION,
      restart: () => {
        if (!off.aborted) host.restart();
      },
      trace: (event) => {
        if (!off.aborted) host.trace(event);
      },
    };
  }

  /** Milliseconds since boot; nothing fires after `off`. */
  #timer(): Timer {
    const { timer } = this.#host;
    const off = this.#off.signal;
    return {
      now: () => timer.now() - this.#bootedAt,
      after: (ms, run) => {
        if (off.aborted) return () => {};
        const stop = () => cancel();
        const cancel = timer.after(ms, () => {
          off.removeEventListener("abort", stop);
          this.#guard(run);
        });
        off.addEventListener("abort", stop, { once: true });
        return () => {
          off.removeEventListener("abort", stop);
          cancel();
        };
      },
    };
  }

  #uart(): UartPins {
    return {
      write: (bytes) => {
        if (!this.#off.signal.aborted) this.#host.transmit(bytes.slice());
      },
      onData: (receive) => {
        this.#receive = receive;
      },
    };
  }

  #nvs(target: BootTarget): KeyValueStore {
    if (!target.nvs) throw new Error("the partition table has no nvs partition");
    const store = new Nvs(this.#host.flash, target.nvs);
    return {
      get: (key) => store.get(key),
      commit: (changes) => {
        this.#alive();
        store.commit(changes);
      },
      erase: () => {
        this.#alive();
        store.erase();
      },
    };
  }

  #slots(target: BootTarget): FirmwareSlots {
    const slots = new Slots(this.#host.flash, target);
    return {
      get onTrial() {
        return slots.onTrial;
      },
      spareBytes: slots.spareBytes,
      runningSha256: () => slots.runningSha256(),
      read: (offset, length) => slots.read(offset, length),
      fault: (length) => slots.fault(length),
      write: (offset, bytes) => {
        this.#alive();
        slots.write(offset, bytes);
      },
      boot: () => {
        this.#alive();
        slots.boot();
      },
      keep: () => {
        this.#alive();
        slots.keep();
      },
    };
  }

  /** Nothing is written by a program whose chip was reset. */
  #alive(): void {
    if (this.#off.signal.aborted) throw new ChipOffError();
  }

  #pins(): Pins {
    const { hardware } = this.#host;
    const off = this.#off.signal;
    return {
      setBolt: (drawn) => {
        if (!off.aborted) hardware.setBolt(drawn);
      },
      setLed: (colour) => {
        if (!off.aborted) hardware.setLed(colour);
      },
      contact: hardware.contact.pin(off, this.#guard),
      tamper: hardware.tamper.pin(off, this.#guard),
    };
  }

  /** Runs something of the program's: what it throws is a crash, also when it comes as a promise. */
  readonly #guard = (run: () => void): void => {
    if (this.#off.signal.aborted) return;
    try {
      const result: unknown = run();
      if (result instanceof Promise) result.catch((error: unknown) => this.#crash(error));
    } catch (error) {
      this.#crash(error);
    }
  };

  #crash(error: unknown): void {
    if (!this.#off.signal.aborted) this.#host.crashed(error);
  }
}
