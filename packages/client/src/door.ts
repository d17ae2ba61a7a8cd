import {
  BOUNDS,
  type Command,
  CommandAnswer,
  type CommandAuthority,
  type CommandSealed,
  type CommandSigner,
  type DeviceSettings,
  type DeviceStatus,
  DoorId,
  type DoorState,
  openResult,
  ProtocolError,
  type ResultClaims,
  sealCommand,
} from "@openlock/protocol";
import { fail, OpenLockError } from "./errors.ts";
import { orAborted, request } from "./http.ts";
import { Keys, type KeysOptions, type Target } from "./keys.ts";

/** Where a command is. `waiting`: sent, and only the door's own sealed answer says that it is done. */
export type CommandStep = "preparing" | "waiting" | "retrying";

export interface SendOptions {
  /** The door password, where the client has none for it, or another one. */
  readonly password?: PasswordSource;
  /** Signs with a key instead; a `password` given beside it comes first. */
  readonly signer?: SignerSource;
  /** Gives up. What was sent by then may still be done; `mayHaveRun` says so. */
  readonly signal?: AbortSignal;
  readonly onStep?: (step: CommandStep) => void;
}

/** A door password, or what gives that of a door, for example by asking. */
export type PasswordSource = string | ((door: string) => string | undefined | Promise<string | undefined>);

/** Gives what signs a door's commands, and nothing where a password is to do; `@openlock/client/grants` makes some. */
export type SignerSource = (door: string) => CommandSigner | undefined | Promise<CommandSigner | undefined>;

export interface DoorOptions extends KeysOptions {
  readonly password: PasswordSource | undefined;
  readonly signer: SignerSource | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A door, to be commanded. Every method resolves when the door's own sealed answer says that it is done. */
export class Door {
  readonly id: string;
  readonly #options: DoorOptions;
  readonly #keys: Keys;

  constructor(id: string, options: DoorOptions) {
    if (!DoorId.safeParse(id).success) throw fail("invalid-command", "Not a Door ID.");
    this.id = id;
    this.#options = options;
    this.#keys = new Keys(id, options);
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
    if (!status) throw fail("bad-response", "The door answered without its status.");
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

  /**
   * Trusts a key from now on, and no other: after its fingerprint was compared at the device.
   *
   * @param kid the key's thumbprint, or its fingerprint as people read it
   */
  pin(kid: string): Promise<void> {
    return this.#keys.pin(kid);
  }

  /**
   * Seals a command, sends it, and opens the answer. After `rebooted` it is sealed anew, once.
   *
   * @throws {OpenLockError}
   */
  async send(command: Command, options: SendOptions = {}): Promise<ResultClaims> {
    const authority = await this.#authority(options);
    options.onStep?.("preparing");
    let result = await this.#attempt(command, authority, options);
    if (result.error === "rebooted") {
      // Nothing was done: the door tells it by its seal.
      this.#keys.forget();
      options.onStep?.("retrying");
      result = await this.#attempt(command, authority, options);
    }
    if (result.error) throw this.#refusal(result.error, result);
    return result;
  }

  async #state(command: Command, options: SendOptions): Promise<DoorState> {
    return (await this.send(command, options)).state;
  }

  async #authority(options: SendOptions): Promise<CommandAuthority> {
    const { signal, password = this.#options.password, signer = this.#options.signer } = options;
    let cause: unknown;
    try {
      // Somebody may be typing: only the caller's signal ends that.
      const sign =
        options.password === undefined && signer && (await orAborted(ask(signer, this.id), signal));
      if (sign) return { sign };
      const given =
        typeof password === "function" ? await orAborted(ask(password, this.id), signal) : password;
      if (given !== undefined) return { password: given };
    } catch (reason) {
      if (signal?.aborted) throw fail("aborted", "The request was given up.", { cause: reason });
      cause = reason;
    }
    throw fail("no-password", `Neither a password nor a key was given for door ${this.id}.`, { cause });
  }

  async #attempt(command: Command, authority: CommandAuthority, options: SendOptions): Promise<ResultClaims> {
    const target = await this.#keys.get(options.signal);
    const sealed = await this.#seal(command, authority, target);
    options.onStep?.("waiting");
    const answer = await this.#post(sealed.jwe, target, options.signal);
    if (answer.result === undefined) {
      if (answer.code === 200) throw forged("“Done”, but not said by the door itself.");
      this.#keys.forget();
      throw fail("unreadable", "The door could not read the command.");
    }
    try {
      return await openResult(answer.result, sealed);
    } catch (cause) {
      throw forged("The answer does not open: the door did not make it.", cause);
    }
  }

  async #seal(command: Command, authority: CommandAuthority, target: Target): Promise<CommandSealed> {
    try {
      return await sealCommand({ ...target, ...authority, door: this.id, command, now: this.#options.now() });
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      throw fail("invalid-command", `The command does not fit: ${cause.message}.`, { cause });
    }
  }

  async #post(body: string, { kid }: Target, signal: AbortSignal | undefined): Promise<CommandAnswer> {
    const path = `/api/doors/${this.id}/commands`;
    const type = "application/jose";
    try {
      return await request(this.#options, CommandAnswer, path, { method: "POST", body, type, signal });
    } catch (error) {
      if (!(error instanceof OpenLockError) || error.code !== "key-changed") throw error;
      // Reading it anew tells which key it is now, and holds it against the pinned one.
      this.#keys.forget();
      throw this.#keys.changed(kid, (await this.#keys.get(signal)).kid);
    }
  }

  #refusal(error: NonNullable<ResultClaims["error"]>, { state, iat }: ResultClaims): OpenLockError {
    // The door's clock comes sealed, so the difference is the door's word, not the relay's.
    const doorAheadSeconds = Math.round(iat - this.#options.now() / 1000);
    const message = `The door refused: ${error.replaceAll("-", " ")}.`;
    return fail(error, message, error === "stale" ? { state, doorAheadSeconds } : { state });
  }
}

async function ask<T>(source: (door: string) => T, door: string): Promise<Awaited<T>> {
  return await source(door);
}

function forged(message: string, cause?: unknown): OpenLockError {
  return fail("forged-answer", message, { mayHaveRun: true, cause });
}

/** Longer than the relay waits for the door, so that its answer says what happened. */
export const DEFAULT_TIMEOUT_MS = (BOUNDS.deviceAnswerSeconds + 5) * 1000;
