import type { DeviceError, DeviceStatus, DoorState } from "@openlock/protocol";
import type { Boot } from "../core/boot.ts";
import type { DoorClock } from "../core/clock.ts";
import type { Lock } from "./lock.ts";
import type { Sensors } from "./sensors.ts";

/** Unasked status frames come at most this often, so that no door floods its relay. */
const TELL_EVERY_MS = 1_000;

/** The status document (section 3). */
export class StatusReport {
  readonly #boot: Boot;
  readonly #nonce: string;
  readonly #clock: DoorClock;
  readonly #lock: Lock;
  readonly #sensors: Sensors;
  #last: NonNullable<DeviceStatus["lastCommand"]> | undefined;

  constructor(boot: Boot, nonce: string, clock: DoorClock, lock: Lock, sensors: Sensors) {
    this.#boot = boot;
    this.#nonce = nonce;
    this.#clock = clock;
    this.#lock = lock;
    this.#sensors = sensors;
  }

  get state(): DoorState {
    return { ...this.#lock.state, ...this.#sensors.state };
  }

  get uptimeSeconds(): number {
    return Math.floor(this.#boot.uptimeMs() / 1000);
  }

  get rssi(): number {
    const { wifi } = this.#boot.chip;
    return wifi.connected ? Math.min(0, Math.max(-128, Math.round(wifi.rssi()))) : -128;
  }

  /** A command whose sender was authorised. What others send is nobody's business. */
  ran(command: string, error: DeviceError | undefined): void {
    this.#last = { command, code: error ? 400 : 200, ...(error ? { error } : {}), at: this.#clock.now() };
  }

  /** The document for somebody whose command was authorised. */
  sealed(): DeviceStatus {
    const { chip } = this.#boot;
    return {
      ...this.state,
      ...(this.#last ? { lastCommand: this.#last } : {}),
      firmware: chip.image.version,
      chip: chip.chipName,
      uptime: this.uptimeSeconds,
      rssi: this.rssi,
      freeHeap: Math.max(0, Math.floor(chip.freeHeap())),
      clock: this.#clock.state,
      boot: this.#nonce,
    };
  }

  /** The document for the relay, which sees 200 or 400 of a command and not why. */
  clear(): DeviceStatus {
    const { lastCommand, ...status } = this.sealed();
    if (!lastCommand) return status;
    const { error: _, ...seen } = lastCommand;
    return { ...status, lastCommand: seen };
  }
}

/** Runs `tell` at a change: at once, and then at most once in a second, the last change never lost. */
export function coalesce(boot: Boot, tell: () => void): () => void {
  let pause = false;
  let again = false;
  const changed = () => {
    if (pause) {
      again = true;
      return;
    }
    pause = true;
    again = false;
    boot.after(TELL_EVERY_MS, () => {
      pause = false;
      if (again) changed();
    });
    tell();
  };
  return changed;
}
