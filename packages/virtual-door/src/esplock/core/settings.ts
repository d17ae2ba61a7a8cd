import {
  DEFAULT_FAIL_SAFE,
  DEFAULT_RELOCK_SECONDS,
  DeviceSettings,
  parseShape,
  parseStrictJson,
  WifiSettings,
} from "@openlock/protocol";
import type { Boot } from "./boot.ts";
import type { Log } from "./log.ts";
import { NVS_KEYS } from "./nvs-keys.ts";
import { hashPassword, type PasswordHash, parsePasswordHash } from "./password-hash.ts";

/** What is kept: the settings without the door password, of which only a hash is. */
export type StoredSettings = Omit<DeviceSettings, "password">;

export type Wifi = NonNullable<DeviceSettings["wifi"]>;
export type Server = NonNullable<DeviceSettings["server"]>;

export interface SettingsChange {
  readonly settings: DeviceSettings;
  /** Kept until a registration has used it. */
  readonly claim?: string;
  /**
   * A person at the cable vouches for this device: the last saved time, which a relay with a wrong clock may have
   * pushed into the future, is forgotten.
   */
  readonly atCable?: boolean;
}

const CRITICAL = ["wifi", "server", "doorId"] as const;
/** The largest settings that fit the bounds of a serial line, with room. */
const MAX_BYTES = 16 * 1024;

/** The settings in NVS: a change is stored whole or not at all. */
export class SettingsStore {
  readonly #boot: Boot;
  #current: StoredSettings = {};
  #password: PasswordHash | undefined;
  /** The Wi-Fi over which the relay was reached before a sealed `configure` gave another. */
  #wifiBefore: Wifi | undefined;
  /** Only while that is kept. */
  #beforesTurn = false;

  constructor(boot: Boot, log: Log) {
    this.#boot = boot;
    const { nvs } = boot.chip;
    const stored = nvs.get(NVS_KEYS.settings);
    try {
      if (stored) this.#current = parseShape(DeviceSettings, parseStrictJson(stored, MAX_BYTES));
      const before = nvs.get(NVS_KEYS.wifiBefore);
      if (before) this.#wifiBefore = parseShape(WifiSettings, parseStrictJson(before, MAX_BYTES));
    } catch {
      log.error("settings", "the stored settings cannot be read; set this device up again");
    }
    this.#password = parsePasswordHash(nvs.get(NVS_KEYS.password));
  }

  get current(): StoredSettings {
    return this.#current;
  }

  /** Missing until a first `configure` sets a door password. */
  get password(): PasswordHash | undefined {
    return this.#password;
  }

  /** The one-time code of the next registration. */
  get claim(): string | undefined {
    const bytes = this.#boot.chip.nvs.get(NVS_KEYS.claim);
    return bytes && new TextDecoder().decode(bytes);
  }

  get failSafe() {
    return this.#current.failSafe ?? DEFAULT_FAIL_SAFE;
  }

  get relockSeconds(): number {
    return this.#current.relockSeconds ?? DEFAULT_RELOCK_SECONDS;
  }

  /**
   * Stores a change that the schema has accepted.
   *
   * @returns whether something changed that takes a restart: Wi-Fi, server, Door ID, or a claim code to register with
   * @throws what NVS throws; then nothing was changed
   */
  async store({ settings, claim, atCable }: SettingsChange): Promise<boolean> {
    const { chip } = this.#boot;
    const { password, ...rest } = settings;
    const hash =
      password === undefined ? undefined : await this.#boot.alive(hashPassword(password, chip.random(16)));
    const next = { ...this.#current, ...rest };
    const changed = CRITICAL.filter(
      (name) => JSON.stringify(this.#current[name]) !== JSON.stringify(next[name]),
    );
    const before = this.#beforeAfter(settings.wifi, atCable === true);
    const changes = new Map<string, Uint8Array | null>([
      [NVS_KEYS.settings, json(next)],
      [NVS_KEYS.wifiBefore, before ? json(before) : null],
    ]);
    if (hash) changes.set(NVS_KEYS.password, hash.bytes);
    if (claim !== undefined) changes.set(NVS_KEYS.claim, new TextEncoder().encode(claim));
    if (atCable) changes.set(NVS_KEYS.clock, null);
    chip.nvs.commit(changes);
    this.#current = next;
    this.#keepBefore(before);
    this.#password = hash ?? this.#password;
    return changed.length > 0 || claim !== undefined;
  }

  /** Stores Wi-Fi settings that have just worked. */
  storeWifi(wifi: Wifi): void {
    const next = { ...this.#current, wifi };
    this.#boot.chip.nvs.commit(
      new Map([
        [NVS_KEYS.settings, json(next)],
        [NVS_KEYS.wifiBefore, null],
      ]),
    );
    this.#current = next;
    this.#keepBefore(undefined);
  }

  /** The one to join now: that of the settings, or the one from before where it has its turn. */
  get wifi(): Wifi | undefined {
    return this.#beforesTurn ? this.#wifiBefore : this.#current.wifi;
  }

  /** A sealed `configure` gave the Wi-Fi, and the relay was not reached since: the one from before is kept beside it. */
  get wifiOnTrial(): boolean {
    return this.#wifiBefore !== undefined;
  }

  /** Whether it is the turn of the Wi-Fi from before. Not stored: every boot begins with that of the settings. */
  get isBeforesTurn(): boolean {
    return this.#beforesTurn;
  }

  /** While Wi-Fi is on trial: the other one has its turn. */
  swapWifi(): void {
    this.#beforesTurn = this.wifiOnTrial && !this.#beforesTurn;
  }

  /** The relay was reached over the present one: it stays, and the other is forgotten. */
  wifiWorks(): void {
    if (this.wifi && this.wifiOnTrial) this.storeWifi(this.wifi);
  }

  /** A registration has used the claim code. */
  claimUsed(): void {
    const { nvs } = this.#boot.chip;
    if (nvs.get(NVS_KEYS.claim)) nvs.commit(new Map([[NVS_KEYS.claim, null]]));
  }

  /** What is kept as the Wi-Fi from before, once a change gives `wanted`. */
  #beforeAfter(wanted: Wifi | undefined, atCable: boolean): Wifi | undefined {
    const { wifi } = this.#current;
    const kept = this.#wifiBefore;
    if (!wanted) return kept;
    if (atCable || isSame(wanted, kept)) return undefined;
    return kept ?? (isSame(wanted, wifi) ? undefined : wifi);
  }

  #keepBefore(wifi: Wifi | undefined): void {
    this.#wifiBefore = wifi;
    this.#beforesTurn = this.#beforesTurn && this.wifiOnTrial;
  }
}

function isSame(a: Wifi | undefined, b: Wifi | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
