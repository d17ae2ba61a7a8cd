import { setUpFront, startHostStack } from "../../apps/firmware/test/support/stack.ts";
import type { SignedIn } from "./people.ts";
import type { Relay } from "./relay.ts";
import { setUpDoor } from "./set-up-door.ts";
import { startStack } from "./stack.ts";
import type { DoorSnapshot } from "./virtual-doors.ts";

/** A relay and a board fresh from the factory, whichever it is, each in a process: for stories that hold for every device. */
export interface DeviceStack {
  readonly relay: Relay;
  /** Takes the board from its box to being the door `front`, online. */
  setUp(owner: SignedIn): Promise<void>;
  snapshot(): Promise<Pick<DoorSnapshot, "bolt" | "boltMoves">>;
  power(to: "on" | "off"): Promise<void>;
  stop(): Promise<void>;
}

export const DEVICES: readonly { readonly device: string; start(): Promise<DeviceStack> }[] = [
  {
    device: "the virtual door",
    start: async () => {
      const { relay, doors, stop } = await startStack({}, { count: 1 });
      const [uart = ""] = await doors.ids();
      return {
        ...{ relay, stop },
        setUp: async (owner) => {
          await setUpDoor(owner, doors, { id: "front", name: "Front door", uart });
        },
        snapshot: () => doors.snapshot(uart),
        power: (to) => doors.control(uart, `power-${to}`),
      };
    },
  },
  {
    device: "the firmware on this machine",
    start: async () => {
      const { relay, host, stop } = await startHostStack();
      return {
        ...{ relay, stop },
        setUp: (owner) => setUpFront(owner, host),
        snapshot: () => host.snapshot(),
        power: async (to) => {
          await host.control(`power-${to}`);
        },
      };
    },
  },
];
