import { DEFAULT_TIMEOUT_MS, Door, type PasswordSource, type SignerSource } from "./door.ts";
import { memoryPins, type PinStore } from "./pins.ts";

export interface ClientOptions {
  /** Address of the relay, for example `https://doors.example.org`; plain http only on this machine. */
  readonly server: string;
  /** Access token, or what gives the present one. Left out where `fetch` shows by other means who asks. */
  readonly token?: string | (() => string | Promise<string>);
  /** Door password, or what gives that of a door; each command can bring its own instead. */
  readonly password?: PasswordSource;
  /** Signs commands with a key instead of a password, for the doors for which it gives one. */
  readonly signer?: SignerSource;
  /** Where the doors' keys are remembered; in memory where not given. */
  readonly pins?: PinStore;
  /**
   * What to do with a door's first key: keep it and take no other from then on (`pin`, where not given), or send
   * nothing until `door.pin(kid)` says which one it is (`refuse`).
   */
  readonly firstUse?: "pin" | "refuse";
  /** For each request, milliseconds. 15 s where not given: longer than the relay waits for a door. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface Client {
  /**
   * The door of that Door ID. Asked for twice, it is the same object.
   *
   * @throws {OpenLockError} `invalid-command` for what is no Door ID
   */
  door(id: string): Door;
}

/**
 * @example
 * const openlock = createClient({ server: "https://doors.example.org", token });
 * await openlock.door("front").unlock({ password });
 */
export function createClient(options: ClientOptions): Client {
  const doors = new Map<string, Door>();
  const shared = {
    server: options.server,
    token: options.token,
    password: options.password,
    signer: options.signer,
    pins: options.pins ?? memoryPins(),
    firstUse: options.firstUse ?? "pin",
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    // Called as a plain function: browsers refuse `fetch` with another `this` than the page.
    fetch: options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args)),
    now: options.now ?? Date.now,
  };
  return {
    door: (id) => {
      const door = doors.get(id) ?? new Door(id, shared);
      doors.set(id, door);
      return door;
    },
  };
}
