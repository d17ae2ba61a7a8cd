import type { DeviceStage, LedEvent } from "@openlock/protocol";

/**
 * What the chip gives to the program that runs on it: the counterpart of ESP-IDF's drivers. A program never
 * reaches around this interface, so everything a real door can suffer is asked for on the chip's side of it.
 */
export interface ChipServices {
  /** Factory MAC, 6 bytes. */
  readonly mac: Uint8Array;
  /** As esptool names it, for example `ESP32`. */
  readonly chipName: string;
  /** From the application descriptor of the image that is running. */
  readonly image: { readonly project: string; readonly version: string; readonly builtAt: Date };
  /** Aborted at every reset and power cut: whatever the program had under way ends without another effect. */
  readonly off: AbortSignal;
  readonly timer: Timer;
  readonly clock: WallClock;
  readonly uart: UartPins;
  readonly nvs: KeyValueStore;
  readonly slots: FirmwareSlots;
  readonly wifi: Wifi;
  readonly net: Network;
  readonly pins: Pins;
  /** Cryptographically strong random bytes. */
  random(length: number): Uint8Array;
  /** Unused heap in bytes, as the status document reports it. */
  freeHeap(): number;
  /** Software reset: `off` is aborted, then the chip boots again. */
  restart(): void;
  /** What the program does, told to whoever watches: a panel or a test. No effect on the program. */
  readonly trace?: (event: ProgramEvent) => void;
}

/** Steps of the program that the pins alone do not name. */
export type ProgramEvent =
  /** The LED begins a pattern of section 8, or the one by which a person finds the device; `null`: it is dark. */
  | { readonly type: "led-pattern"; readonly pattern: LedEvent | "identify" | null }
  | { readonly type: "stage"; readonly stage: DeviceStage };

/** Runs on the chip from boot until `off`. A rejection is a crash: the chip logs it and resets. */
export type Program = (chip: ChipServices) => Promise<void>;

/** Milliseconds since boot, and timers; tests put a clock of their own here. */
export interface Timer {
  now(): number;
  /** @returns cancels the timer. */
  after(ms: number, run: () => void): () => void;
}

/** The real-time clock: milliseconds since the epoch; 0 at power-on, counts up from there until it is set. */
export interface WallClock {
  now(): number;
  set(ms: number): void;
}

/** UART0 as the program sees it. Bytes sent at another baud rate than the program's arrive as garbage. */
export interface UartPins {
  write(bytes: Uint8Array): void;
  onData(receive: (bytes: Uint8Array) => void): void;
}

/** The NVS partition. `commit` is all or nothing, whatever the power does meanwhile. */
export interface KeyValueStore {
  get(key: string): Uint8Array | undefined;
  commit(changes: ReadonlyMap<string, Uint8Array | null>): void;
  /** Wipes every key. */
  erase(): void;
}

/** Two slots for images, one of which runs (ESP-IDF, "Over The Air Updates"). */
export interface FirmwareSlots {
  /** Whether the running image goes, at the next restart, for the one before it. */
  readonly onTrial: boolean;
  /** Bytes that fit into the slot which does not run; 0 where there is none. */
  readonly spareBytes: number;
  /** SHA-256 of the whole image that runs, in lower-case hexadecimal. */
  runningSha256(): string;
  /** Writes into the slot that does not run, in order from its start; sectors are erased on the way. */
  write(offset: number, bytes: Uint8Array): void;
  /** From the slot that does not run. */
  read(offset: number, length: number): Uint8Array;
  /**
   * Looks at the image in the slot that does not run as the bootloader does.
   *
   * @returns why it would not boot, or is not one of exactly that many bytes for this chip
   */
  fault(length: number): string | undefined;
  /** Makes the slot that does not run boot next, on trial. */
  boot(): void;
  /** The running image is good: the trial is over. */
  keep(): void;
}

export interface AccessPoint {
  readonly ssid: string;
  /** dBm, negative. */
  readonly rssi: number;
  readonly secured: boolean;
}

export type WifiFailure = "no-access-point" | "wrong-password" | "timeout";

export class WifiError extends Error {
  readonly code: WifiFailure;
  constructor(code: WifiFailure) {
    super(`Wi-Fi: ${code}`);
    this.code = code;
  }
}

export interface Wifi {
  scan(): Promise<readonly AccessPoint[]>;
  /** @throws {WifiError} */
  connect(ssid: string, password: string): Promise<void>;
  disconnect(): void;
  readonly connected: boolean;
  rssi(): number;
  onLost(lost: () => void): void;
}

export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** PEM of the only authority trusted; without it the public roots are. */
  readonly ca?: string;
  /** The largest answer accepted, in bytes; a longer one is an error. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly body: string;
}

/** An HTTPS GET whose body is handed over as it comes. */
export interface DownloadRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly ca?: string;
  /** Silence after which it is given up. */
  readonly timeoutMs: number;
  /**
   * Called with the answer, before its body; redirects are not followed.
   *
   * @param from the first byte of a 206 (RFC 9110, 14.4)
   * @returns whether the body is wanted
   */
  readonly begin: (status: number, from: number | undefined) => boolean;
  /** @returns whether more is wanted */
  readonly take: (bytes: Uint8Array) => boolean;
}

/** An open WebSocket. */
export interface DeviceSocket {
  send(text: string): void;
  close(code: number): void;
  onText(receive: (text: string) => void): void;
  onClose(closed: (code: number, reason: string) => void): void;
  /**
   * Sends a ping (RFC 6455, 5.5.2), which every WebSocket server answers: the one way to notice a relay that is
   * gone without a word, for the relay sends nothing by itself.
   */
  ping?(): void;
  onPong?(heard: () => void): void;
}

export interface SocketRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly protocol: string;
  readonly ca?: string;
  readonly maxFrameBytes: number;
  readonly timeoutMs: number;
}

export type NetworkFailure =
  | "offline"
  | "unreachable"
  | "timeout"
  | "certificate-untrusted"
  | "certificate-expired"
  /** By the chip's clock; everything else about the certificate is right, and `validFrom` says since when it is. */
  | "certificate-not-yet-valid"
  | "certificate-name"
  | "not-tls"
  | "too-large"
  | "refused";

export class NetworkError extends Error {
  readonly code: NetworkFailure;
  /** The HTTP status of a refused upgrade. */
  readonly status?: number;
  /** Of a certificate that is not valid yet: milliseconds since the epoch. */
  readonly validFrom?: number;
  constructor(code: NetworkFailure, detail: string, status?: number, validFrom?: number) {
    super(detail);
    this.code = code;
    if (status !== undefined) this.status = status;
    if (validFrom !== undefined) this.validFrom = validFrom;
  }
}

/** TLS against the chip's own wall clock, as mbedTLS does it: `https:` and `wss:` only. */
export interface Network {
  /** @throws {NetworkError} */
  request(url: string, request: HttpRequest): Promise<HttpResponse>;
  /** Resolves at the end of the body, or where no more of it is wanted. @throws {NetworkError} */
  download(url: string, request: DownloadRequest): Promise<void>;
  /** @throws {NetworkError} */
  openSocket(url: string, request: SocketRequest): Promise<DeviceSocket>;
}

export interface Rgb {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export interface Pins {
  /** Drives the lock relay; `true` draws the bolt back. Low from the first instant of a reset. */
  setBolt(drawn: boolean): void;
  /** The pixel at the door; `null` is dark. */
  setLed(colour: Rgb | null): void;
  readonly contact: InputPin;
  /** True while the case is open. */
  readonly tamper: InputPin;
}

export interface InputPin {
  /** For the contact: true while the door is open. */
  read(): boolean;
  onChange(changed: (level: boolean) => void): void;
}
