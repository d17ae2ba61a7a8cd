import { Emitter } from "./events.ts";

/** An access point that doors can hear. */
export interface AccessPointSettings {
  readonly ssid: string;
  /** Open without one. */
  readonly password?: string;
  /** dBm; -58 when absent. */
  readonly rssi?: number;
  /** It can be joined and leads nowhere: whatever is sent over it vanishes. */
  readonly deadEnd?: boolean;
}

/** What is in the air around one or many doors; may change while they run. */
export class Air {
  readonly events = new Emitter<{ changed: undefined }>();
  #accessPoints: readonly AccessPointSettings[];

  constructor(accessPoints: readonly AccessPointSettings[] = []) {
    this.#accessPoints = [...accessPoints];
  }

  get accessPoints(): readonly AccessPointSettings[] {
    return this.#accessPoints;
  }

  /** Access points that went away lose their stations; one that comes with another password does too. */
  set(accessPoints: readonly AccessPointSettings[]): void {
    this.#accessPoints = [...accessPoints];
    this.events.emit("changed", undefined);
  }
}
