/** Remembers which key each door has, so that another one is noticed. One store for each relay. */
export interface PinStore {
  get(door: string): string | undefined | Promise<string | undefined>;
  set(door: string, kid: string): void | Promise<void>;
}

/** Pins that last as long as the page or the process. */
export function memoryPins(): PinStore {
  const pins = new Map<string, string>();
  return { get: (door) => pins.get(door), set: (door, kid) => void pins.set(door, kid) };
}

/**
 * Pins that last, in a browser's storage.
 *
 * @example createClient({ server, token, pins: storagePins(localStorage, "openlock:") })
 */
export function storagePins(
  storage: Pick<Storage, "getItem" | "setItem">,
  prefix = "openlock-pin:",
): PinStore {
  return {
    get: (door) => storage.getItem(prefix + door) ?? undefined,
    set: (door, kid) => storage.setItem(prefix + door, kid),
  };
}
