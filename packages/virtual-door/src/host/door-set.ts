import { join } from "node:path";
import { type AccessPointSettings, Air } from "../chip/air.ts";
import { createVirtualDoor, type DoorSnapshot, type VirtualDoor } from "../virtual-door.ts";

export interface HostedDoor {
  readonly id: string;
  readonly name: string;
  readonly door: VirtualDoor;
}

export interface HostedSnapshot extends DoorSnapshot {
  readonly id: string;
  readonly name: string;
}

export interface DoorSetOptions {
  readonly count: number;
  /** Each door's directory lies in it; in memory only without it. */
  readonly dir?: string;
  readonly wifi: readonly AccessPointSettings[];
  readonly paced: boolean;
  readonly flashed?: boolean;
}

/** The doors of one host, which hear the same access points. */
export class DoorSet {
  readonly air: Air;
  readonly #doors = new Map<string, HostedDoor>();

  constructor(options: DoorSetOptions) {
    this.air = new Air(options.wifi);
    for (let number = 1; number <= options.count; number++) {
      const id = `door-${number}`;
      const door = createVirtualDoor({
        wifi: this.air,
        paced: options.paced,
        flashed: options.flashed ?? false,
        ...(options.dir === undefined ? {} : { dir: join(options.dir, id) }),
      });
      this.#doors.set(id, { id, name: `Virtual door ${number}`, door });
    }
  }

  get all(): readonly HostedDoor[] {
    return [...this.#doors.values()];
  }

  get(id: string): HostedDoor | undefined {
    return this.#doors.get(id);
  }

  close(): void {
    for (const { door } of this.#doors.values()) door.close();
  }
}

export function hostedSnapshot({ id, name, door }: HostedDoor): HostedSnapshot {
  return { id, name, ...door.snapshot() };
}
