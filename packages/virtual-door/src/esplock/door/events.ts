import type { DeviceEvent } from "@openlock/protocol";
import type { Boot } from "../core/boot.ts";
import type { DoorClock } from "../core/clock.ts";
import { decodeNumber, encodeNumber, NVS_KEYS } from "../core/nvs-keys.ts";

/** Events that wait for a connection; of more, the oldest are lost, and the gap in `seq` shows it. */
const MAX_WAITING = 32;

export type EventName =
  | "door-opened"
  | "door-closed"
  | "door-ajar"
  | "tamper"
  | "locked-out"
  | "offline-period"
  | "wifi-reverted";

/** What happened at the door, numbered for good and told in order. */
export class EventJournal {
  readonly #boot: Boot;
  readonly #clock: DoorClock;
  readonly #waiting: DeviceEvent[] = [];
  #seq: number;
  #send: ((event: DeviceEvent) => void) | undefined;

  constructor(boot: Boot, clock: DoorClock) {
    this.#boot = boot;
    this.#clock = clock;
    this.#seq = decodeNumber(boot.chip.nvs.get(NVS_KEYS.eventSeq)) ?? 0;
  }

  report(event: EventName, detail?: DeviceEvent["detail"]): void {
    const seq = this.#seq++;
    // Stored before it is told: no number is ever used twice.
    this.#boot.chip.nvs.commit(new Map([[NVS_KEYS.eventSeq, encodeNumber(this.#seq)]]));
    this.#waiting.push({ type: "event", seq, at: this.#clock.now(), event, ...(detail ? { detail } : {}) });
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
    this.#flush();
  }

  /** Where events go while there is a session; `undefined` keeps them. */
  connect(send: ((event: DeviceEvent) => void) | undefined): void {
    this.#send = send;
    this.#flush();
  }

  #flush(): void {
    if (!this.#send) return;
    for (let event = this.#waiting.shift(); event; event = this.#waiting.shift()) this.#send(event);
  }
}
