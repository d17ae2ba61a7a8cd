import { DEFAULT_TIMEOUT_MS, Door, type PasswordSource } from "./door.ts";
import { memoryPins, type PinStore } from "./pins.ts";

export interface ClientOptions {
  /** Address of the relay, for example `https://doors.example.org`. */
  readonly server: string;
  /** Access token, or what gives the present one. */
  readonly token: string | (() => string | Promise<string>);
  /** Door password, or what gives that of a door; each command can bring its own instead. */
  readonly password?: PasswordSource;
  /** Where the doors' keys are remembered; in memory where not given. */
  readonly pins?: PinStore;
  /** 15 s where not given: longer than the relay waits for a door. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface Client {
  /** The door of that Door ID. Asked for twice, it is the same object. */
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
    pins: options.pins ?? memoryPins(),
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
