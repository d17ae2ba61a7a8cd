import {
  BOUNDS,
  type Command,
  CommandAnswer,
  type CommandSealed,
  type DeviceSettings,
  type DeviceStatus,
  DoorKey,
  type DoorState,
  fingerprint,
  importDeviceKey,
  openResult,
  ProtocolError,
  type ResultClaims,
  sealCommand,
  thumbprint,
} from "@openlock/protocol";
import { OpenLockError } from "./errors.ts";
import { type HttpOptions, request } from "./http.ts";
import type { PinStore } from "./pins.ts";

/** Where a command is. `waiting`: sent, and only the door's own sealed answer says that it is done. */
export type CommandStep = "preparing" | "waiting" | "retrying";

export interface SendOptions {
  /** The door password, where the client has none for it. */
  readonly password?: string;
  readonly signal?: AbortSignal;
  readonly onStep?: (step: CommandStep) => void;
}

export type PasswordSource = string | ((door: string) => string | undefined | Promise<string | undefined>);

export interface DoorOptions extends HttpOptions {
  readonly password: PasswordSource | undefined;
  readonly pins: PinStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface Target {
  readonly key: CryptoKey;
  readonly kid: string;
  readonly boot: string;
}

/** A door, to be commanded. Every method resolves when the door's own sealed answer says that it is done. */
export class Door {
  readonly id: string;
  readonly #options: DoorOptions;
  #target: Promise<Target> | undefined;

  constructor(id: string, options: DoorOptions) {
    this.id = id;
    this.#options = options;
  }

  /** Unlocks; it locks again by itself after `seconds` (1 to 3600; the door's own setting where not given). */
  unlock(options: SendOptions & { readonly seconds?: number } = {}): Promise<DoorState> {
    const { seconds } = options;
    return this.#state({ command: "unlock", args: seconds === undefined ? {} : { seconds } }, options);
  }

  lock(options: SendOptions = {}): Promise<DoorState> {
    return this.#state({ command: "lock", args: {} }, options);
  }

  /** Stays unlocked until that time, in whole seconds since the epoch. */
  hold(options: SendOptions & { readonly until: number }): Promise<DoorState> {
    return this.#state({ command: "hold", args: { until: options.until } }, options);
  }

  lockdown(options: SendOptions & { readonly on: boolean }): Promise<DoorState> {
    return this.#state({ command: "lockdown", args: { on: options.on } }, options);
  }

  /** The status document, sealed by the door: the relay cannot have made it up. */
  async status(options: SendOptions = {}): Promise<DeviceStatus> {
    const { status } = await this.send({ command: "status", args: {} }, options);
    if (!status) throw new OpenLockError("bad-response", "The door answered without its status.");
    return status;
  }

  /** Blinks, so that a person finds the device. */
  identify(options: SendOptions = {}): Promise<DoorState> {
    return this.#state({ command: "identify", args: {} }, options);
  }

  configure(settings: DeviceSettings, options: SendOptions = {}): Promise<DoorState> {
    return this.#state({ command: "configure", args: settings }, options);
  }

  restart(options: SendOptions = {}): Promise<DoorState> {
    return this.#state({ command: "restart", args: {} }, options);
  }

  /** Trusts a key from now on: after its fingerprint was compared at the device. */
  async pin(kid: string): Promise<void> {
    await this.#options.pins.set(this.id, kid);
    this.#target = undefined;
  }

  /**
   * Seals a command, sends it, and opens the answer. After `rebooted` it is sealed anew, once.
   *
   * @throws {OpenLockError}
   */
  async send(command: Command, options: SendOptions = {}): Promise<ResultClaims> {
    const password = options.password ?? (await this.#password());
    if (password === undefined)
      throw new OpenLockError("no-password", `No password was given for door ${this.id}.`);
    options.onStep?.("preparing");
    try {
      return await this.#attempt(command, password, options);
    } catch (error) {
      // Nothing was done: the door tells it by its seal.
      if (!(error instanceof OpenLockError) || error.code !== "rebooted") throw error;
      this.#target = undefined;
      options.onStep?.("retrying");
      return await this.#attempt(command, password, options);
    }
  }

  async #state(command: Command, options: SendOptions): Promise<DoorState> {
    return (await this.send(command, options)).state;
  }

  async #password(): Promise<string | undefined> {
    const { password } = this.#options;
    return typeof password === "function" ? await password(this.id) : password;
  }

  async #attempt(command: Command, password: string, options: SendOptions): Promise<ResultClaims> {
    const target = await this.#prepare(options.signal);
    const sealed = await this.#seal(command, password, target);
    options.onStep?.("waiting");
    const answer = await this.#post(sealed.jwe, options.signal);
    if (answer.result === undefined) {
      if (answer.code === 200)
        throw new OpenLockError("forged-answer", "“Done”, but not said by the door itself.");
      this.#target = undefined;
      throw new OpenLockError("unreadable", "The door could not read the command.");
    }
    const result = await this.#open(answer.result, sealed);
    if (result.error)
      throw new OpenLockError(result.error, `The door refused: ${result.error.replaceAll("-", " ")}.`);
    return result;
  }

  async #seal(command: Command, password: string, target: Target): Promise<CommandSealed> {
    try {
      return await sealCommand({ ...target, door: this.id, command, password, now: this.#options.now() });
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      throw new OpenLockError("invalid-command", `The command does not fit: ${cause.message}.`, { cause });
    }
  }

  async #post(body: string, signal: AbortSignal | undefined): Promise<CommandAnswer> {
    const path = `/api/doors/${encodeURIComponent(this.id)}/commands`;
    try {
      return await request(this.#options, CommandAnswer, path, {
        method: "POST",
        body,
        type: "application/jose",
        signal,
      });
    } catch (error) {
      if (error instanceof OpenLockError && error.code === "key-changed") {
        // Reading it anew tells which key it is now, and compares it with the pinned one.
        this.#target = undefined;
        await this.#prepare(signal);
      }
      throw error;
    }
  }

  async #open(result: string, sealed: CommandSealed): Promise<ResultClaims> {
    try {
      return await openResult(result, sealed);
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      throw new OpenLockError("forged-answer", "The answer does not open: the door did not make it.", {
        cause,
      });
    }
  }

  /** Callers that come together share one look. One that failed is not remembered. */
  #prepare(signal: AbortSignal | undefined): Promise<Target> {
    if (this.#target) return this.#target;
    const target = this.#readKey(signal);
    this.#target = target;
    target.catch(() => {
      if (this.#target === target) this.#target = undefined;
    });
    return target;
  }

  async #readKey(signal: AbortSignal | undefined): Promise<Target> {
    const { pins } = this.#options;
    const path = `/api/doors/${encodeURIComponent(this.id)}/key`;
    const { key, boot } = await request(this.#options, DoorKey, path, { method: "GET", signal });
    const kid = await thumbprint(key);
    const pinned = await pins.get(this.id);
    if (pinned === undefined) await pins.set(this.id, kid);
    else if (pinned !== kid) {
      throw new OpenLockError(
        "key-changed",
        `Door ${this.id} had the key ${fingerprint(pinned)}; now the relay offers ${fingerprint(kid)}.`,
        { keys: { pinned, offered: kid } },
      );
    }
    return { key: await importDeviceKey(key), kid, boot };
  }
}

/** Longer than the relay waits for the door, so that its answer says what happened. */
export const DEFAULT_TIMEOUT_MS = (BOUNDS.deviceAnswerSeconds + 5) * 1000;
